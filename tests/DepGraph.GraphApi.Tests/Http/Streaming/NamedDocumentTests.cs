using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;
using DepGraph.GraphQL.Documents;

namespace DepGraph.GraphApi.Tests.Http.Streaming;

/// <summary>Documents by hash, and costs, where there are no headers.</summary>
public sealed class NamedDocumentTests
{
    private const string Document = "{ graphStats { packages } }";

    private static readonly string Hash = DocumentHash.Of(Document);

    [Fact]
    public async Task A_socket_registers_a_document_and_names_it_from_then_on()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await SocketClient.ConnectAsync(server);
        var byHash = new { extensions = new { persistedQuery = new { version = 1, sha256Hash = Hash } } };

        var unknown = await AskAsync(client, "1", byHash);
        unknown.Text("type").ShouldBe("error");
        unknown.At("payload", "0").Code().ShouldBe("PERSISTED_QUERY_NOT_FOUND");

        (await AskAsync(client, "2", new { query = Document, byHash.extensions })).Text("type").ShouldBe("next");
        (await client.ReceiveAsync())!.Value.Text("type").ShouldBe("complete");

        var known = await AskAsync(client, "3", byHash);
        known.At("payload", "data", "graphStats", "packages").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_socket_tells_the_cost_alone_and_completes()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await SocketClient.ConnectAsync(server);

        var answer = await AskAsync(client, "1", new { query = Document, extensions = new { cost = "validate" } });

        answer.Text("type").ShouldBe("next");
        answer.At("payload").GetRawText().ShouldBe("""{"extensions":{"cost":{"requested":5,"maximum":1000000}}}""");
        (await client.ReceiveAsync())!.Value.Text("type").ShouldBe("complete");
    }

    [Fact]
    public async Task An_event_stream_tells_the_cost_of_a_subscription_without_starting_it()
    {
        await using var server = await ApiServer.StartAsync();
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            "graphql?query=subscription{versionPublished{package{license}}}"
        );
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Add("GraphQL-Cost", "validate");

        using var response = await server.Http.SendAsync(request);

        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain("""data: {"extensions":{"cost":{"requested":7,"maximum":1000000}}}""");
        text.ShouldEndWith("event: complete\ndata: \n\n");
    }

    private static async Task<JsonElement> AskAsync(SocketClient client, string id, object payload)
    {
        await client.SendAsync(
            JsonSerializer.Serialize(
                new
                {
                    type = "subscribe",
                    id,
                    payload,
                }
            )
        );
        return (await client.ReceiveAsync())!.Value;
    }
}
