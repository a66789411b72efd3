using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DepGraph.Ingestion.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using static DepGraph.Ingestion.Tests.Registry.ClientUnderTest;

namespace DepGraph.Ingestion.Tests.Registry;

/// <summary>A registry over TLS whose certificate only the test knows.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly X509Certificate2 certificate = CreateCertificate();
    private readonly List<string> protocols = [];
    private WebApplication? registry;

    private Uri Address => new(registry!.Urls.Single());

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        registry = builder.Build();
        registry.Run(context =>
        {
            lock (protocols)
            {
                protocols.Add(context.Request.Protocol);
            }

            return context.Response.WriteAsync(Document(context.Request.Path.Value![1..], "1.0.0"));
        });
        await registry.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await registry!.DisposeAsync();
        certificate.Dispose();
    }

    [Fact]
    public async Task Http_2_is_used_where_it_is_offered_and_npm_s_ca_is_trusted()
    {
        using var client = new ClientUnderTest(
            Address,
            environment: [("npm_config_ca", certificate.ExportCertificatePem())]
        );

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => client.FetchAsync($"p{i}")));

        answers.ShouldAllBe(a => a is RegistryAnswer.Fetched);
        protocols.ShouldAllBe(p => p == "HTTP/2");
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using var client = new ClientUnderTest(Address);

        var failed = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Kind.ShouldBe(FailureKind.Unavailable);
        failed.Message.ShouldContain("certificate");
        protocols.ShouldBeEmpty();
    }

    [Fact]
    public async Task Strict_ssl_false_trusts_anyone()
    {
        using var client = new ClientUnderTest(Address, environment: [("npm_config_strict_ssl", "false")]);

        (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Fetched>();
    }

    [Fact]
    public async Task A_ca_that_is_none_is_a_misconfiguration()
    {
        using var client = new ClientUnderTest(Address, environment: [("npm_config_ca", "nonsense")]);

        var failed = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Kind.ShouldBe(FailureKind.Misconfigured);
        failed.Message.ShouldContain("ca or cafile");
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var created = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(created.Export(X509ContentType.Pkcs12), password: null);
    }
}
