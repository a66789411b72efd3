using System.IO.Compression;
using DepGraph.Ingestion.Registry;
using static DepGraph.Ingestion.Tests.Registry.ClientUnderTest;

namespace DepGraph.Ingestion.Tests.Registry;

public sealed class FetchingTests
{
    [Fact]
    public async Task A_document_is_fetched_with_its_validators()
    {
        await using var peer = new ScriptedPeer(
            (_, reply) =>
                reply.SendAsync(
                    200,
                    Document("a", "1.0.0", "1.1.0"),
                    ("ETag", "W/\"one\""),
                    ("Last-Modified", "Tue, 01 Jan 2030 00:00:00 GMT")
                )
        );
        using var client = new ClientUnderTest(peer.Address);

        var fetched = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Fetched>();

        fetched.Packument.Head.Name.ShouldBe("a");
        fetched.Packument.Head.Count.ShouldBe(2);
        fetched.ETag.ShouldBe("W/\"one\"");
        fetched.LastModified.ShouldBe("Tue, 01 Jan 2030 00:00:00 GMT");
        fetched.Bytes.ShouldBe(Document("a", "1.0.0", "1.1.0").Length);
    }

    [Theory]
    [InlineData(DocumentForm.Abbreviated, "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8", false)]
    [InlineData(DocumentForm.Full, "application/json", true)]
    public async Task The_form_decides_what_is_accepted_and_read(DocumentForm form, string accept, bool hasDetails)
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, Document("a", "1.0.0")));
        using var client = new ClientUnderTest(peer.Address);

        var fetched = (await client.FetchAsync("a", form)).ShouldBeOfType<RegistryAnswer.Fetched>();

        peer.Requests.ShouldHaveSingleItem().Headers["Accept"].ShouldBe(accept);
        (fetched.Packument.Details is not null).ShouldBe(hasDetails);
    }

    [Theory]
    [InlineData("express", "/npm/express")]
    [InlineData("@types/node", "/npm/@types%2fnode")]
    [InlineData("a b?c#d%2e", "/npm/a%20b%3Fc%23d%252e")]
    public async Task A_name_is_one_segment_below_the_registry(string name, string target)
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(404));
        using var client = new ClientUnderTest(new Uri(peer.Address, "npm"));

        (await client.FetchAsync(name)).ShouldBeOfType<RegistryAnswer.NotFound>();

        peer.Requests.ShouldHaveSingleItem().Target.ShouldBe(target);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Compressed_documents_are_read(string coding)
    {
        var body = Compress(
            Document("a", "1.0.0"),
            s =>
                coding switch
                {
                    "gzip" => new GZipStream(s, CompressionLevel.Optimal),
                    "br" => new BrotliStream(s, CompressionLevel.Optimal),
                    _ => new ZLibStream(s, CompressionLevel.Optimal),
                }
        );
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, body, ("Content-Encoding", coding)));
        using var client = new ClientUnderTest(peer.Address);

        var fetched = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Fetched>();

        fetched.Packument.Head.Count.ShouldBe(1);
        fetched.Bytes.ShouldBe(body.Length);
        peer.Requests[0].Headers["Accept-Encoding"].ShouldContain(coding);
    }

    [Fact]
    public async Task A_coding_that_was_not_offered_is_malformed()
    {
        await using var peer = new ScriptedPeer(
            (_, reply) => reply.SendAsync(200, "whatever", ("Content-Encoding", "zstd"))
        );
        using var client = new ClientUnderTest(peer.Address);

        var failed = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Kind.ShouldBe(FailureKind.Malformed);
        failed.Message.ShouldContain("zstd");
    }

    [Fact]
    public async Task A_known_entity_tag_makes_the_request_conditional()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(304, "", ("ETag", "\"one\"")));
        using var client = new ClientUnderTest(peer.Address);

        var answer = await client.FetchAsync("a", etag: "\"one\"", lastModified: "Tue, 01 Jan 2030 00:00:00 GMT");

        answer.ShouldBeOfType<RegistryAnswer.NotModified>();
        var headers = peer.Requests.ShouldHaveSingleItem().Headers;
        headers["If-None-Match"].ShouldBe("\"one\"");
        headers.ShouldNotContainKey("If-Modified-Since");
    }

    [Fact]
    public async Task An_entity_tag_that_could_not_be_sent_back_is_none()
    {
        await using var peer = new ScriptedPeer(
            (_, reply) => reply.SendAsync(200, Document("a", "1.0.0"), ("ETag", "\"\u00E9\""))
        );
        using var client = new ClientUnderTest(peer.Address);

        var first = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Fetched>();

        (await client.FetchAsync("a", etag: first.ETag)).ShouldBeOfType<RegistryAnswer.Fetched>();
        peer.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Without_an_entity_tag_the_date_is_used()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(304));
        using var client = new ClientUnderTest(peer.Address);

        var answer = await client.FetchAsync("a", lastModified: "Tue, 01 Jan 2030 00:00:00 GMT");

        answer.ShouldBeOfType<RegistryAnswer.NotModified>();
        peer.Requests.ShouldHaveSingleItem().Headers["If-Modified-Since"].ShouldBe("Tue, 01 Jan 2030 00:00:00 GMT");
    }

    [Fact]
    public async Task Not_modified_without_a_condition_is_no_answer()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(304));
        using var client = new ClientUnderTest(peer.Address);

        (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>().Kind.ShouldBe(FailureKind.Rejected);
    }

    [Fact]
    public async Task A_registry_that_ignores_the_short_form_is_understood()
    {
        const string full = """
            {"_id":"a","_rev":"1-x","name":"a","description":"d","readme":"r","time":{"created":"2020-01-01T00:00:00.000Z","1.0.0":"2020-01-01T00:00:00.000Z"},
             "dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{"name":"a","version":"1.0.0","license":"MIT","dist":{"tarball":"http://x/a.tgz","shasum":"0"}}}}
            """;
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, full));
        using var client = new ClientUnderTest(peer.Address);

        (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Fetched>().Packument.Head.Count.ShouldBe(1);
    }

    [Fact]
    public async Task No_more_requests_run_at_once_than_configured()
    {
        int running = 0,
            most = 0;
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var peer = new ScriptedPeer(
            async (_, reply) =>
            {
                lock (full)
                {
                    most = Math.Max(most, ++running);
                    if (running == 3)
                    {
                        full.TrySetResult();
                    }
                }

                await full.Task;
                lock (full)
                {
                    running--;
                }

                await reply.SendAsync(404);
            }
        );
        var options = Quick();
        options.Concurrency = 3;
        using var client = new ClientUnderTest(peer.Address, options);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => client.FetchAsync($"p{i}")));

        most.ShouldBe(3);
        peer.Requests.Count.ShouldBe(30);
    }
}
