using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DepGraph.Ingestion.Registry;
using static DepGraph.Ingestion.Tests.Registry.ClientUnderTest;

namespace DepGraph.Ingestion.Tests.Registry;

public sealed class TarballTests
{
    private static readonly byte[] Tarball = Pack(
        ("package/package.json", """{ "name": "a", "version": "1.0.0" }"""),
        ("package/node_modules/b/package.json", """{ "name": "b", "version": "2.0.0" }""")
    );

    private static readonly string Sha512 = $"sha512-{Convert.ToBase64String(SHA512.HashData(Tarball))}";

    [Fact]
    public async Task What_lies_in_a_tarball_is_listed()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, Tarball));
        using var client = new ClientUnderTest(peer.Address);

        var opened = (await client.OpenAsync(Request(Sha512))).ShouldBeOfType<RegistryAnswer.Opened>();

        opened.Listing.Manifests.Select(manifest => manifest.Path).ShouldBe(["node_modules/b"]);
    }

    [Fact]
    public async Task Only_the_path_of_the_declared_address_counts_the_host_is_the_registrys()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, Tarball));
        using var client = new ClientUnderTest(
            peer.Address,
            environment: ($"npm_config_//{peer.Address.Authority}/:_authToken", "secret")
        );

        await client.OpenAsync(Request(Sha512) with { Tarball = "https://elsewhere.invalid/a/-/a%2f1.tgz?x=1" });

        peer.Requests.ShouldHaveSingleItem().Target.ShouldBe("/a/-/a%2f1.tgz?x=1");
        peer.Requests[0].Headers["Host"].ShouldBe(peer.Address.Authority);
        peer.Requests[0].Headers.ShouldNotContainKey("Accept-Encoding");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a.tgz")]
    [InlineData("file:///etc/passwd")]
    public async Task A_document_that_names_no_tarball_asks_nobody(string? address)
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, Tarball));
        using var client = new ClientUnderTest(peer.Address);

        var failed = (
            await client.OpenAsync(Request(Sha512) with { Tarball = address })
        ).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Kind.ShouldBe(FailureKind.Malformed);
        failed.Message.ShouldContain("a@1.0.0");
        peer.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_does_not_have_the_declared_hash_is_asked_for_again_and_refused()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, Pack(("package/x", "other"))));
        using var client = new ClientUnderTest(peer.Address);

        var failed = (await client.OpenAsync(Request(Sha512))).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Kind.ShouldBe(FailureKind.Malformed);
        failed.Message.ShouldContain("hash");
        peer.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_strongest_hash_counts_and_one_of_several_is_enough()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, Tarball));
        using var client = new ClientUnderTest(peer.Address);
        var integrity = $"sha1-AAAA sha512-AAAA {Sha512}?option";

        (await client.OpenAsync(Request(integrity))).ShouldBeOfType<RegistryAnswer.Opened>();
    }

    [Fact]
    public async Task Without_integrity_the_shasum_counts()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, Tarball));
        using var client = new ClientUnderTest(peer.Address);
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        sha1.AppendData(Tarball);
        var shasum = Convert.ToHexStringLower(sha1.GetHashAndReset());

        (await client.OpenAsync(Request(null) with { Shasum = shasum })).ShouldBeOfType<RegistryAnswer.Opened>();
        (await client.OpenAsync(Request(null) with { Shasum = new string('0', 40) }))
            .ShouldBeOfType<RegistryAnswer.Failed>()
            .Kind.ShouldBe(FailureKind.Malformed);
    }

    [Fact]
    public async Task What_is_no_tarball_is_malformed_and_what_is_gone_is_not_found()
    {
        await using var peer = new ScriptedPeer(
            (request, reply) =>
                request.Target == "/gone.tgz" ? reply.SendAsync(404)
                : request.Target == "/short.tgz" ? reply.SendAsync(200, Tarball[..(Tarball.Length / 2)])
                : reply.SendAsync(200, "<html>")
        );
        using var client = new ClientUnderTest(peer.Address);
        var request = Request(null);

        (
            await client.OpenAsync(request with { Tarball = "http://x/gone.tgz" })
        ).ShouldBeOfType<RegistryAnswer.NotFound>();
        foreach (var name in (string[])["short", "page"])
        {
            (await client.OpenAsync(request with { Tarball = $"http://x/{name}.tgz" }))
                .ShouldBeOfType<RegistryAnswer.Failed>(name)
                .Kind.ShouldBe(FailureKind.Malformed, name);
        }
    }

    private static TarballRequest Request(string? integrity) =>
        new("a", "1.0.0", "http://registry.invalid/a/-/a-1.0.0.tgz", integrity, Shasum: null);

    private static byte[] Pack(params (string Path, string Content)[] files)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            foreach (var (path, content) in files)
            {
                tar.WriteEntry(
                    new UstarTarEntry(TarEntryType.RegularFile, path)
                    {
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
                    }
                );
            }
        }

        return buffer.ToArray();
    }
}
