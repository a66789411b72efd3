using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using DepGraph.GraphApi.Tests.Http.Streaming;
using DepGraph.GraphApi.Tests.Testing;
using DepGraph.Storage;

namespace DepGraph.GraphApi.Tests.Http;

/// <summary>Operations that ask the store first, on every transport.</summary>
public sealed class ConsistentReadsTests
{
    private const string Question = "{ package(name: \"root\") { latest { version } } }";
    private static readonly StoreException Away = new(
        StoreFailure.Unavailable,
        "Neo4j at bolt://inner:7687 cannot be reached."
    );

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/graphql-response+json")]
    [InlineData("text/event-stream")]
    public async Task A_store_that_is_away_refuses_what_memory_could_answer(string accept)
    {
        await using var server = await FailingStore.StartServerAsync("--Ingestion:ConsistentReads=true");
        (await server.DataAsync(Question)).At("package", "latest", "version").GetString().ShouldBe("1.0.0");
        FailingStore.Of(server).Failure = Away;

        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql")
        {
            Content = JsonContent.Create(new { query = Question }),
        };
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldContain("STORE_UNAVAILABLE");
        text.ShouldContain("retryAfterMs");
        text.ShouldNotContain("inner");
        FailingStore.Of(server).Failure = null;
        await EventuallyAnswersAsync(server);
    }

    [Fact]
    public async Task On_a_socket_it_is_the_operations_error_and_the_socket_stays()
    {
        await using var server = await FailingStore.StartServerAsync("--Ingestion:ConsistentReads=true");
        using var client = await SocketClient.ConnectAsync(server);
        FailingStore.Of(server).Failure = Away;

        await client.SubscribeAsync("q", Question);
        var refused = (await client.ReceiveAsync())!.Value;

        refused.GetProperty("type").GetString().ShouldBe("error");
        refused.GetProperty("payload")[0].Text("extensions", "code").ShouldBe("STORE_UNAVAILABLE");
        FailingStore.Of(server).Failure = null;
        await EventuallyAnswersAsync(server);
        await client.SubscribeAsync("q", Question);
        (await client.ReceiveAsync())!.Value.GetProperty("type").GetString().ShouldBe("next");
    }

    [Fact]
    public async Task Without_the_setting_memory_goes_on_answering()
    {
        await using var server = await FailingStore.StartServerAsync();
        await server.DataAsync(Question);
        FailingStore.Of(server).Failure = Away;

        (await server.DataAsync(Question)).At("package", "latest", "version").GetString().ShouldBe("1.0.0");

        FailingStore.Of(server).Failure = null;
    }

    /// <summary>The feed of changes pauses after a failure.</summary>
    private static async Task EventuallyAnswersAsync(ApiServer server)
    {
        while ((await server.QueryAsync(Question)).TryGetProperty("errors", out _))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
