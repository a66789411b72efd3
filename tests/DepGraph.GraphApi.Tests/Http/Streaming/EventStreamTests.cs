using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using DepGraph.GraphApi.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DepGraph.GraphApi.Tests.Http.Streaming;

public sealed class EventStreamTests
{
    private readonly FakeRegistry _registry = new();
    private readonly TickingSchema _schema = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Json_that_was_published_with_line_breaks_is_one_event()
    {
        _registry.PublishDocument(
            "a",
            """
            {
              "name": "a", "dist-tags": { "latest": "1.0.0" },
              "versions": { "1.0.0": { "name": "a", "version": "1.0.0", "engines": {
                "node": ">=18",
                "npm": ">=9"
              }, "dist": { "tarball": "http://localhost/a.tgz" } } }
            }
            """
        );
        await using var server = await ApiServer.StartAsync(_registry);

        using var response = await SendAsync(server, """{ package(name: "a") { latest { engines } } }""");
        var text = await response.Content.ReadAsStringAsync(Token);

        text.ShouldStartWith(":\n\nevent: next\ndata: {\"data\":{\"package\":{\"latest\":{\"engines\":{");
        text.ShouldEndWith("}}}\n\nevent: complete\ndata: \n\n");
        text.Split('\n').Count(line => line.StartsWith("data: {", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_subscription_is_streamed_to_who_takes_streams_and_a_query_is_not()
    {
        await using var server = await StartAsync();
        const string accept = "application/graphql-response+json, application/json;q=0.9, text/event-stream;q=0.5";

        using var query = await SendAsync(server, "{ hello }", accept);
        using var subscription = await SendAsync(server, "subscription { countdown(from: 1) }", accept);

        query.Content.Headers.ContentType!.MediaType.ShouldBe("application/graphql-response+json");
        (await query.Content.ReadAsStringAsync(Token)).ShouldBe("""{"data":{"hello":"you"}}""");
        subscription.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        (await subscription.Content.ReadAsStringAsync(Token)).ShouldContain("""{"data":{"countdown":1}}""");
    }

    [Fact]
    public async Task A_subscription_is_refused_to_who_takes_no_stream()
    {
        await using var server = await StartAsync();

        using var response = await SendAsync(server, "subscription { ticked { count } }", "application/json");

        (await response.Content.ReadAsStringAsync(Token)).ShouldContain("SUBSCRIPTION_NEEDS_STREAM");
        _schema.Readers.ShouldBe(0);
    }

    [Fact]
    public async Task A_quiet_stream_gives_signs_of_life()
    {
        await using var server = await StartAsync("--Streaming:KeepAliveSeconds=1");
        using var response = await SendAsync(server, "subscription { ticked { count } }");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));

        // One stands at the head; the others come with time.
        for (var comments = 0; comments < 3; )
        {
            var line = (await reader.ReadLineAsync(Token))!;
            line.ShouldBeOneOf(":", "");
            comments += line == ":" ? 1 : 0;
        }

        _schema.TickOnce();
        string? next;
        while ((next = await reader.ReadLineAsync(Token)) is ":" or "") { }

        next.ShouldBe("event: next");
    }

    [Fact]
    public async Task Who_has_the_head_misses_nothing()
    {
        await using var server = await StartAsync();
        for (var i = 1; i <= 50; i++)
        {
            using var response = await SendAsync(server, "subscription { ticked { count } }");
            _schema.TickOnce();
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
            string line;
            while (!(line = (await reader.ReadLineAsync(Token))!).StartsWith("data", StringComparison.Ordinal)) { }

            line.ShouldBe("data: {\"data\":{\"ticked\":{\"count\":" + i + "}}}");
        }
    }

    [Fact]
    public async Task Nobody_listens_any_more_once_the_client_has_left()
    {
        await using var server = await StartAsync();
        using (await SendAsync(server, "subscription { ticked { count } }"))
        {
            _schema.Readers.ShouldBe(1);
        }

        while (_schema.Readers > 0)
        {
            await Task.Delay(20, Token);
        }
    }

    [Fact]
    public async Task More_streams_than_allowed_are_told_to_come_back()
    {
        await using var server = await StartAsync("--Streaming:MaxConnections=1");
        using var first = await SendAsync(server, "subscription { ticked { count } }");

        using var second = await SendAsync(server, "subscription { ticked { count } }");

        second.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        second.Headers.RetryAfter.ShouldNotBeNull();
        _schema.Readers.ShouldBe(1);
    }

    [Fact]
    public async Task A_stop_ends_the_stream_without_calling_it_complete()
    {
        await using var server = await StartAsync();
        using var response = await SendAsync(server, "subscription { ticked { count } }");

        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        (await response.Content.ReadAsStringAsync(Token)).ShouldNotContain("complete");
    }

    private Task<ApiServer> StartAsync(params string[] settings) =>
        ApiServer.StartAsync(_registry, services => services.AddSingleton(_schema.CreateEngine()), settings);

    /// <summary>Gives the response as soon as its head is there.</summary>
    private static async Task<HttpResponseMessage> SendAsync(
        ApiServer server,
        string query,
        string accept = "text/event-stream"
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql");
        request.Content = JsonContent.Create(new { query });
        foreach (var type in accept.Split(", "))
        {
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(type));
        }

        return await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }
}
