using System.IO.Compression;
using DepGraph.Ingestion.Follow;
using DepGraph.Ingestion.Registry;
using DepGraph.Ingestion.Tests.Registry;

namespace DepGraph.Ingestion.Tests.Follow;

public sealed class CouchFeedTests
{
    private const string Page = """{"results":[{"seq":8,"id":"a","changes":[{"rev":"1-a"}]}],"last_seq":8}""";

    [Theory]
    [InlineData("db/_changes", "7", "/db/_changes?since=7&limit=500")]
    [InlineData("db/_changes?filter=x", "7", "/db/_changes?filter=x&since=7&limit=500")]
    [InlineData("_changes", "2-g1A/+=&x", "/_changes?since=2-g1A%2F%2B%3D%26x&limit=500")]
    public async Task A_page_is_asked_for_behind_a_sequence(string path, string since, string target)
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, Page));

        var page = await Feed(peer, path).ReadAsync(new FeedSequence(since), 500, Cancel);

        page.Changes.ShouldBe([new FeedChange("a", false)]);
        peer.Requests.ShouldHaveSingleItem().Target.ShouldBe(target);
    }

    [Fact]
    public async Task A_compressed_page_is_read()
    {
        var body = ClientUnderTest.Gzip(Page);
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, body, ("Content-Encoding", "gzip")));

        (await ReadAsync(peer)).Count.ShouldBe(1);

        peer.Requests[0].Headers["Accept-Encoding"].ShouldContain("gzip");
    }

    [Theory]
    [InlineData("/db/", """{"update_seq":42}""", "42")]
    [InlineData("/", """{"db_name":"registry","update_seq":"42-x"}""", "42-x")]
    [InlineData("/db/_changes?since=now&limit=1", """{"results":[],"last_seq":42}""", "42")]
    public async Task The_end_is_found_wherever_the_feed_tells_it(string place, string document, string end)
    {
        await using var peer = new ScriptedPeer(
            (request, reply) =>
                request.Target == place ? reply.SendAsync(200, document)
                : request.Target == "/" ? reply.SendAsync(200, "<p>Welcome</p>")
                : reply.SendAsync(404)
        );

        (await Feed(peer).FindEndAsync(Cancel)).Text.ShouldBe(end);
    }

    [Theory]
    [InlineData("""{"results":[],"last_seq":"now"}""")]
    [InlineData(Page)]
    public async Task A_feed_that_does_not_tell_its_end_is_not_followed_from_anywhere(string page)
    {
        await using var peer = new ScriptedPeer(
            (request, reply) => request.Target.Contains("_changes") ? reply.SendAsync(200, page) : reply.SendAsync(404)
        );

        var failure = await Should.ThrowAsync<FeedException>(() => Feed(peer).FindEndAsync(Cancel));

        failure.Message.ShouldContain("--since");
    }

    [Theory]
    [InlineData(429, "limits the rate", 17)]
    [InlineData(503, "gives no page (503", 17)]
    [InlineData(404, "is not there", null)]
    [InlineData(401, "refuses access", null)]
    [InlineData(301, "redirects to", null)]
    [InlineData(500, "gives no page (500", null)]
    public async Task An_answer_without_a_page_says_what_it_means_and_when_to_ask_again(
        int status,
        string message,
        int? seconds
    )
    {
        await using var peer = new ScriptedPeer(
            (_, reply) =>
                reply.SendAsync(status, "no", seconds is null ? ("Location", "/other") : ("Retry-After", $"{seconds}"))
        );

        var failure = await Should.ThrowAsync<FeedException>(() => ReadAsync(peer));

        failure.Message.ShouldContain(message);
        failure.Message.ShouldContain($"{peer.Address}db/_changes");
        failure.RetryAfter.ShouldBe(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);
    }

    [Fact]
    public async Task What_is_no_page_is_told_as_that()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, "<html>"));

        (await Should.ThrowAsync<FeedException>(() => ReadAsync(peer))).Message.ShouldContain("no page of changes");
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_is_a_failure()
    {
        await using var peer = new ScriptedPeer(
            async (_, reply) =>
            {
                await reply.SendHeadersAsync(200, 1_000);
                await reply.SendBytesAsync("{\"results\":["u8.ToArray());
                reply.Reset();
            }
        );

        (await Should.ThrowAsync<FeedException>(() => ReadAsync(peer))).Message.ShouldContain("cannot be read");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_feed_that_hangs_is_given_up(bool sendsHeaders)
    {
        await using var peer = new ScriptedPeer(
            async (_, reply) =>
            {
                if (sendsHeaders)
                {
                    await reply.SendHeadersAsync(200, 1_000);
                }

                await reply.HangAsync();
            }
        );
        var options = ClientUnderTest.Quick();
        options.HeadersTimeout = sendsHeaders ? options.HeadersTimeout : TimeSpan.FromMilliseconds(50);
        options.StallTimeout = TimeSpan.FromMilliseconds(50);

        var failure = await Should.ThrowAsync<FeedException>(() =>
            Feed(peer, options: options).ReadAsync(new FeedSequence("7"), 500, Cancel)
        );

        failure.Message.ShouldContain("did not answer");
    }

    [Fact]
    public async Task A_page_beyond_the_limit_is_not_read_to_its_end_however_small_it_was_sent()
    {
        var bomb = ClientUnderTest.Compress(
            $$"""{"results":[],"x":"{{new string('x', 5_000_000)}}"}""",
            stream => new GZipStream(stream, CompressionLevel.Fastest)
        );
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, bomb, ("Content-Encoding", "gzip")));

        var failure = await Should.ThrowAsync<FeedException>(() => ReadAsync(peer));

        failure.IsTooLarge.ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancelled_request_is_cancelled_and_no_failure_of_the_feed()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.HangAsync());
        using var stop = new CancellationTokenSource();
        var reading = Feed(peer).ReadAsync(new FeedSequence("7"), 500, stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reading);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<FeedPage> ReadAsync(ScriptedPeer peer) =>
        Feed(peer).ReadAsync(new FeedSequence("7"), 500, Cancel);

    private static CouchFeed Feed(ScriptedPeer peer, string path = "db/_changes", RegistryOptions? options = null)
    {
        var transport = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false });
        return new CouchFeed(
            new Uri(peer.Address, path),
            new FeedExchange(
                () => Task.FromResult(transport),
                options ?? ClientUnderTest.Quick(),
                TimeProvider.System,
                mostBytes: 1_000_000
            )
        );
    }
}
