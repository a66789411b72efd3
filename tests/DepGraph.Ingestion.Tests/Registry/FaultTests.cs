using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DepGraph.Ingestion.Npmrc;
using DepGraph.Ingestion.Registry;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Testing;
using static DepGraph.Ingestion.Tests.Registry.ClientUnderTest;

namespace DepGraph.Ingestion.Tests.Registry;

public sealed class FaultTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(Document("a", "1.0.0", "2.0.0"));

    [Fact]
    public async Task Nobody_listening_is_unavailable_after_a_few_tries()
    {
        // Bound, so that nobody else can come to listen there, but not listening.
        using var place = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        place.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var client = new ClientUnderTest(new Uri($"http://{place.LocalEndPoint}/"));

        var failed = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Kind.ShouldBe(FailureKind.Unavailable);
        failed.IsRetryable.ShouldBeTrue();
        failed.Message.ShouldContain("127.0.0.1");
        Retries(client).ShouldBe(3);
    }

    [Fact]
    public async Task Silence_before_the_headers_times_out()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.HangAsync());
        var options = Quick();
        options.HeadersTimeout = TimeSpan.FromMilliseconds(50);
        using var client = new ClientUnderTest(peer.Address, options);

        var failed = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Kind.ShouldBe(FailureKind.TimedOut);
        failed.IsRetryable.ShouldBeTrue();
        Retries(client).ShouldBe(1);
    }

    [Fact]
    public async Task A_body_that_stalls_is_asked_for_again()
    {
        var time = new ManualTime();
        var clockStands = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var peer = new ScriptedPeer(
            async (request, reply) =>
            {
                if (request.Number == 1)
                {
                    await reply.SendHeadersAsync(200, Body.Length);
                    await reply.SendBytesAsync(Body[..40]);
                    await reply.HangAsync();
                }

                await clockStands.Task;
                await reply.SendHeadersAsync(200, Body.Length);
                await reply.SendBytesAsync(Body);
            }
        );
        var options = Quick();
        options.StallTimeout = TimeSpan.FromSeconds(10);
        using var client = new ClientUnderTest(peer.Address, options, time);

        var fetch = client.FetchAsync("a");
        await Service.Eventually(() => peer.Requests.Count == 2, () => time.Advance(TimeSpan.FromSeconds(1)));
        clockStands.SetResult();

        (await fetch).ShouldBeOfType<RegistryAnswer.Fetched>().Packument.Head.Count.ShouldBe(2);
        peer.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_reset_in_the_body_is_tried_again_until_the_tries_are_used_up()
    {
        await using var peer = new ScriptedPeer(
            async (_, reply) =>
            {
                await reply.SendHeadersAsync(200, Body.Length);
                await reply.SendBytesAsync(Body[..40]);
                reply.Reset();
            }
        );
        var options = Quick();
        options.MaxRetries = 2;
        using var client = new ClientUnderTest(peer.Address, options);

        var failed = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Kind.ShouldBe(FailureKind.Unavailable);
        peer.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_body_shorter_than_announced_is_tried_again()
    {
        await using var peer = new ScriptedPeer(
            async (request, reply) =>
            {
                await reply.SendHeadersAsync(200, Body.Length);
                await reply.SendBytesAsync(request.Number == 1 ? Body[..^1] : Body);
                if (request.Number == 1)
                {
                    reply.Close();
                }
            }
        );
        using var client = new ClientUnderTest(peer.Address);

        (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Fetched>();
        peer.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(408)]
    public async Task A_storm_that_passes_is_ridden_out(int status)
    {
        await using var peer = new ScriptedPeer(
            (request, reply) => request.Number <= 4 ? reply.SendAsync(status, "busy") : reply.SendAsync(200, Body)
        );
        using var client = new ClientUnderTest(peer.Address);

        (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Fetched>();
        peer.Requests.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Other_refusals_are_final()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(405));
        using var client = new ClientUnderTest(peer.Address);

        var failed = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Kind.ShouldBe(FailureKind.Rejected);
        failed.IsRetryable.ShouldBeFalse();
        peer.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Retry_after_is_waited_for(bool asDate)
    {
        var time = new ManualTime();
        await using var peer = new ScriptedPeer(
            (request, reply) =>
                request.Number > 1
                    ? reply.SendAsync(200, Body)
                    : reply.SendAsync(
                        429,
                        "slowly",
                        (
                            "Retry-After",
                            asDate ? time.GetUtcNow().AddSeconds(11).ToString("R", CultureInfo.InvariantCulture) : "10"
                        )
                    ),
            time
        );
        using var client = new ClientUnderTest(peer.Address, Quick(), time);

        var fetch = client.FetchAsync("a");
        await Service.Eventually(() => fetch.IsCompleted, () => time.Advance(TimeSpan.FromSeconds(1)));

        (await fetch).ShouldBeOfType<RegistryAnswer.Fetched>();
        peer.Requests.Count.ShouldBe(2);
        (peer.Requests[1].At - peer.Requests[0].At).ShouldBeGreaterThan(TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task While_the_host_wants_a_pause_other_packages_wait_too()
    {
        var time = new ManualTime();
        await using var peer = new ScriptedPeer(
            (request, reply) =>
                request.Number > 1 ? reply.SendAsync(404) : reply.SendAsync(429, "", ("Retry-After", "20")),
            time
        );
        using var client = new ClientUnderTest(peer.Address, Quick(), time);
        var first = client.FetchAsync("a");
        await Service.Eventually(() => Retries(client) == 1);

        var both = Task.WhenAll(first, client.FetchAsync("b"));
        await Service.Eventually(() => both.IsCompleted, () => time.Advance(TimeSpan.FromSeconds(1)));
        await both;

        peer.Requests.Count.ShouldBe(3);
        (peer.Requests[1].At - peer.Requests[0].At).ShouldBeGreaterThan(TimeSpan.FromSeconds(19));
    }

    [Fact]
    public async Task A_pause_longer_than_one_waits_is_passed_on()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(429, "", ("Retry-After", "600")));
        using var client = new ClientUnderTest(peer.Address);

        var first = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();
        var second = (await client.FetchAsync("b")).ShouldBeOfType<RegistryAnswer.Failed>();

        first.Kind.ShouldBe(FailureKind.RateLimited);
        first.RetryAfter.ShouldBe(TimeSpan.FromSeconds(600));
        second.Kind.ShouldBe(FailureKind.RateLimited);
        second.RetryAfter!.Value.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(600));
        peer.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("{\"name\":\"a\",\"versions\":{\"1.0.0\":{")]
    [InlineData("<html>Please log in to the hotel's network</html>")]
    [InlineData("")]
    [InlineData("[1,2,3]")]
    public async Task What_is_no_packument_is_malformed_and_asked_for_once_more(string body)
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, body));
        using var client = new ClientUnderTest(peer.Address);

        var failed = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Kind.ShouldBe(FailureKind.Malformed);
        peer.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Broken_compression_is_malformed()
    {
        var garbage = Gzip(Document("a", "1.0.0"));
        garbage.AsSpan(12).Fill(0xA5);
        await using var peer = new ScriptedPeer(
            (_, reply) => reply.SendAsync(200, garbage, ("Content-Encoding", "gzip"))
        );
        using var client = new ClientUnderTest(peer.Address);

        (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>().Kind.ShouldBe(FailureKind.Malformed);
    }

    [Fact]
    public async Task Compression_that_ends_early_is_malformed()
    {
        var half = Gzip(Document("a", [.. Enumerable.Range(0, 500).Select(i => $"1.0.{i}")]));
        await using var peer = new ScriptedPeer(
            (_, reply) => reply.SendAsync(200, half[..(half.Length / 2)], ("Content-Encoding", "gzip"))
        );
        using var client = new ClientUnderTest(peer.Address);

        (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>().Kind.ShouldBe(FailureKind.Malformed);
    }

    [Fact]
    public async Task A_document_that_expands_beyond_all_measure_is_too_large()
    {
        var bomb = Bomb();
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, bomb, ("Content-Encoding", "gzip")));
        using var client = new ClientUnderTest(peer.Address);

        var failed = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Kind.ShouldBe(FailureKind.TooLarge);
        failed.IsRetryable.ShouldBeFalse();
        peer.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("999999999999999999999999999999")]
    public async Task A_pause_beyond_all_measure_is_an_hour(string seconds)
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(429, "", ("Retry-After", seconds)));
        using var client = new ClientUnderTest(peer.Address);

        var failed = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Kind.ShouldBe(FailureKind.RateLimited);
        failed.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
        peer.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task All_tries_together_end_in_time_and_say_what_the_last_one_met()
    {
        var time = new ManualTime();
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(429, "", ("Retry-After", "0")));
        var options = Quick();
        options.RetryDelay = options.MaxRetryDelay = TimeSpan.FromSeconds(1);
        // So that the leap of the clock is not too long for a try that has just begun.
        options.HeadersTimeout = options.TotalTimeout * 2;
        using var client = new ClientUnderTest(peer.Address, options, time);

        var fetch = client.FetchAsync("a");
        await Service.Eventually(() => Retries(client) >= 2, () => time.Advance(TimeSpan.FromSeconds(1)));
        time.Advance(options.TotalTimeout);

        var failed = (await fetch).ShouldBeOfType<RegistryAnswer.Failed>();
        failed.Kind.ShouldBe(FailureKind.RateLimited);
        failed.Message.ShouldContain("all tries together");
        failed.Message.ShouldContain("429");
    }

    [Fact]
    public async Task A_rate_limit_that_outlasts_calls_does_not_open_the_circuit()
    {
        var time = new ManualTime();
        var isLimited = true;
        await using var peer = new ScriptedPeer(
            (_, reply) => Volatile.Read(ref isLimited) ? reply.SendAsync(429) : reply.SendAsync(200, Body)
        );
        var options = Quick();
        options.RetryDelay = options.MaxRetryDelay = TimeSpan.FromSeconds(1);
        options.TotalTimeout = TimeSpan.FromMinutes(2);
        options.BreakerThreshold = 2;
        options.BreakerWindow = TimeSpan.FromHours(12);
        using var client = new ClientUnderTest(peer.Address, options, time);
        for (var i = 0; i < 3; i++)
        {
            var retries = Retries(client);
            var fetch = client.FetchAsync("a");
            await Service.Eventually(() => Retries(client) > retries);
            time.Advance(options.TotalTimeout);
            (await fetch).ShouldBeOfType<RegistryAnswer.Failed>().Kind.ShouldBe(FailureKind.RateLimited);
        }

        Volatile.Write(ref isLimited, false);

        (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Fetched>();
    }

    [Fact]
    public async Task An_outage_opens_the_circuit_and_its_end_closes_it()
    {
        var isDown = true;
        var time = new ManualTime();
        await using var peer = new ScriptedPeer(
            (_, reply) => Volatile.Read(ref isDown) ? reply.SendAsync(503) : reply.SendAsync(200, Body),
            time
        );
        var options = Quick();
        options.MaxRetries = 0;
        options.BreakerThreshold = 5;
        options.BreakerWindow = TimeSpan.FromMinutes(10);
        options.BreakDuration = TimeSpan.FromSeconds(20);
        using var client = new ClientUnderTest(peer.Address, options, time);
        for (var i = 0; i < 5; i++)
        {
            await client.FetchAsync("a");
        }

        var refused = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();
        peer.Requests.Count.ShouldBe(5);
        refused.Kind.ShouldBe(FailureKind.Unavailable);
        refused.RetryAfter.ShouldNotBeNull();
        refused.Message.ShouldContain("503");

        Volatile.Write(ref isDown, false);
        time.Advance(options.BreakDuration);

        (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Fetched>();
        client.Log.ShouldContain(l => l.StartsWith("Warning") && l.Contains("not asked"));
        client.Log.ShouldContain(l => l.StartsWith("Information") && l.Contains("works again"));
    }

    [Fact]
    public async Task One_bad_document_does_not_open_the_circuit()
    {
        await using var peer = new ScriptedPeer(
            async (request, reply) =>
            {
                if (request.Target == "/good")
                {
                    await reply.SendAsync(200, Document("good", "1.0.0"));
                    return;
                }

                await reply.SendHeadersAsync(200, Body.Length);
                reply.Close();
            }
        );
        var options = Quick();
        options.MaxRetries = 0;
        options.BreakerThreshold = 2;
        using var client = new ClientUnderTest(peer.Address, options);
        for (var i = 0; i < 20; i++)
        {
            (await client.FetchAsync("bad")).ShouldBeOfType<RegistryAnswer.Failed>();
        }

        (await client.FetchAsync("good")).ShouldBeOfType<RegistryAnswer.Fetched>();
    }

    [Fact]
    public void A_connection_that_is_not_made_in_time_is_told_from_an_answer_that_does_not_come()
    {
        var options = new RegistryOptions { ConnectTimeout = TimeSpan.FromSeconds(5) };
        var address = new Uri("http://127.0.0.1:1/");
        var endpoint = new RegistryEndpoint(address, "a test", authorization: null, credentialSource: null);
        var call = new RegistryCall("a", new Uri(address, "a"), endpoint, DocumentForm.Abbreviated, null, null);

        // As the transport reports it.
        var fault = new TaskCanceledException("cancelled", new TimeoutException("connecting took too long"));
        var attempt = FaultAttempt.Of(call, fault, isReading: false, options).ShouldNotBeNull();

        var failed = attempt.Answer.ShouldBeOfType<RegistryAnswer.Failed>();
        failed.Kind.ShouldBe(FailureKind.TimedOut);
        failed.Message.ShouldContain("could not be connected to within 5 s");
    }

    [Fact]
    public async Task The_callers_cancellation_is_the_only_exception()
    {
        using var cancel = new CancellationTokenSource();
        await using var peer = new ScriptedPeer(
            async (_, reply) =>
            {
                await cancel.CancelAsync();
                await reply.HangAsync();
            }
        );
        using var client = new ClientUnderTest(peer.Address);

        await Should.ThrowAsync<OperationCanceledException>(client.FetchAsync("a", cancellationToken: cancel.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("../../etc/passwd")]
    [InlineData("@scope/..")]
    [InlineData("@scope/a/b")]
    [InlineData("@/a")]
    public async Task A_name_that_would_leave_its_place_is_never_asked_for(string name)
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, Body));
        using var client = new ClientUnderTest(peer.Address);

        (await client.FetchAsync(name)).ShouldBeOfType<RegistryAnswer.Failed>().Kind.ShouldBe(FailureKind.InvalidName);
        peer.Requests.ShouldBeEmpty();
    }

    private static byte[] Bomb()
    {
        var blanks = new byte[1 << 20];
        blanks.AsSpan().Fill((byte)' ');
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write("{\"name\":\"a\","u8);
            for (var i = 0; i < 600; i++)
            {
                gzip.Write(blanks);
            }
        }

        return buffer.ToArray();
    }

    private static int Retries(ClientUnderTest client) => client.Log.Count(line => line.Contains("Retry"));
}
