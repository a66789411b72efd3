using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DepGraph.Bolt.Tests.Fakes;

namespace DepGraph.Bolt.Tests.Internal.Connections;

public sealed class TlsTests : IDisposable
{
    private readonly X509Certificate2 authority = CreateAuthority("CN=Authority of the test");
    private readonly X509Certificate2 certificate;

    public TlsTests() => certificate = Issue(authority, IPAddress.Loopback);

    [Fact]
    public async Task With_ssc_any_certificate_is_taken()
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync, certificate);
        await using var driver = GraphDatabase.Driver($"bolt+ssc://{server.Address}");
        driver.Encrypted.ShouldBeTrue();
        (await driver.ExecutableQuery("RETURN 1").ExecuteAsync().InTime()).Result.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("bolt+s")]
    [InlineData("neo4j+s")]
    public async Task With_s_a_certificate_that_the_system_does_not_trust_is_refused_and_the_message_says_what_to_do(
        string scheme
    )
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync, certificate);
        await using var driver = GraphDatabase.Driver($"{scheme}://{server.Address}");
        var error = await Should.ThrowAsync<SecurityException>(driver.VerifyConnectivityAsync().InTime());
        error.Message.ShouldContain("TrustManager");
        error.Message.ShouldContain("+ssc");
    }

    [Fact]
    public async Task A_pinned_authority_is_trusted()
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync, certificate);
        await using var driver = Driver(server, TrustManager.CreateCertTrust([authority]));
        (await driver.ExecutableQuery("RETURN 1").ExecuteAsync().InTime()).Result.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_authority_is_not_trusted_where_one_is_pinned()
    {
        using var other = CreateAuthority("CN=Another");
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync, certificate);
        await using var driver = Driver(server, TrustManager.CreateCertTrust([other]));
        await Should.ThrowAsync<SecurityException>(driver.VerifyConnectivityAsync().InTime());
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_taken_only_where_names_do_not_matter()
    {
        using var elsewhere = Issue(authority, IPAddress.Parse("192.0.2.1"));
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync, elsewhere);
        await using var strict = Driver(server, TrustManager.CreateCertTrust([authority]));
        await Should.ThrowAsync<SecurityException>(strict.VerifyConnectivityAsync().InTime());
        await using var lax = Driver(server, TrustManager.CreateCertTrust([authority], verifyHostname: false));
        await lax.VerifyConnectivityAsync().InTime();
    }

    [Fact]
    public async Task The_configuration_encrypts_where_the_scheme_says_nothing()
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync, certificate);
        await using var driver = GraphDatabase.Driver(
            server.Uri,
            null,
            config =>
                config
                    .WithEncryptionLevel(EncryptionLevel.Encrypted)
                    .WithTrustManager(TrustManager.CreateCertTrust([authority]))
        );
        driver.Encrypted.ShouldBeTrue();
        await driver.VerifyConnectivityAsync().InTime();
    }

    [Fact]
    public async Task Encryption_toward_a_server_without_it_fails()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ReadRawAsync(20);
            await peer.SendRawAsync([0, 0, 0, 0]);
            await peer.CloseAsync();
        });
        await using var driver = GraphDatabase.Driver($"bolt+ssc://{server.Address}");
        await Should.ThrowAsync<Neo4jException>(driver.VerifyConnectivityAsync().InTime());
    }

    [Fact]
    public async Task A_cancelled_query_closes_its_encrypted_connection_and_the_next_one_has_another()
    {
        await using var server = new ScriptedServer(
            async peer =>
            {
                await peer.LogOnAsync();
                if (peer.Number == 1)
                {
                    await peer.DrainAsync();
                }

                await ScriptedAnswers.ServeRequestsAsync(peer);
            },
            certificate
        );
        await using var driver = GraphDatabase.Driver(
            $"bolt+ssc://{server.Address}",
            null,
            config => config.WithMaxConnectionPoolSize(1)
        );
        using var cancellation = new CancellationTokenSource();
        var query = driver.ExecutableQuery("RETURN 1").WithConfig(new(Routing: RoutingControl.Readers));
        var cancelled = query.ExecuteAsync(cancellation.Token);
        await Limits.UntilAsync(() => server.Requests.Any(request => request.Name == "PULL"));
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(cancelled.InTime());
        (await query.ExecuteAsync().InTime()).Result.Single()["x"].ShouldBe(2L);
    }

    public void Dispose()
    {
        authority.Dispose();
        certificate.Dispose();
    }

    private static IDriver Driver(ScriptedServer server, TrustManager trust) =>
        GraphDatabase.Driver($"bolt+s://{server.Address}", null, config => config.WithTrustManager(trust));

    private static X509Certificate2 CreateAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
    }

    private static X509Certificate2 Issue(X509Certificate2 issuer, IPAddress address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Server of the test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(issuer, issuer.NotBefore, issuer.NotAfter, [1, 2, 3]);
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
