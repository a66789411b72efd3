using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.EndToEnd.Queue;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Scaled;

/// <summary>With <c>Ingestion:ConsistentReads</c> nothing is answered that the store cannot vouch for.</summary>
[Collection(Neo4jQueueServer.Collection)]
public sealed class ConsistentReadsInAnOutage(Neo4jQueueServer neo4j)
{
    private const string Question = """{ package(name: "known") { latest { version } } }""";

    /// <summary>Short, so that questions hear of an outage rather than sleeping through it.</summary>
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task While_Neo4j_is_away_all_questions_are_refused_and_no_answer_behind_it_is_older_than_the_store()
    {
        await using var registry = await ScriptedRegistry.StartAsync();
        registry.Publish("known", Packument.Of("known"));
        var server = await neo4j.ServerAsync();
        await using var fleet = new Fleet(
            await neo4j.CreateAsync(BusyTimeout),
            registry.Address,
            ("Ingestion__ConsistentReads", "true")
        );
        var fetching = await fleet.StartInlineAsync();
        var replica = await fleet.StartReplicaAsync();
        await Fleet.ShouldCompleteAsync(fetching, [await Fleet.IngestAsync(fetching, "known")]);
        (await LatestAsync(replica)).ShouldBe("1.0.0");

        await server.KillAsync();

        var refused = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => AskAsync(replica, Question)));
        foreach (var (status, answer) in refused)
        {
            status.ShouldBe(HttpStatusCode.ServiceUnavailable, answer.ToString());
            answer.SingleError().Code().ShouldBe("STORE_UNAVAILABLE");
            answer.SingleError().GetProperty("extensions").GetProperty("retryable").GetBoolean().ShouldBeTrue();
        }

        await server.RestartAsync();

        (await LatestAsync(replica)).ShouldBe("1.0.0");
        registry.Publish("known", Packument.Of("known", [("1.0.0", []), ("1.1.0", [])]));
        var refresh = await OnceAsync(
            fetching,
            """mutation { refresh(input: { name: "known" }) { ingestion { id } } }"""
        );
        var id = refresh.GetProperty("refresh").GetProperty("ingestion").GetProperty("id").GetString();
        await Eventually.BecomesAsync(
            () => OnceAsync(fetching, "query ($id: ID!) { ingestion(id: $id) { state } }", new { id }),
            data => data.GetProperty("ingestion").GetProperty("state").GetString() == "COMPLETE",
            "the new version is stored"
        );
        (await LatestAsync(replica)).ShouldBe("1.1.0");
    }

    /// <summary>The first answer that is not refused.</summary>
    private static async Task<string?> LatestAsync(DepGraphProgram program)
    {
        var data = await OnceAsync(program, Question);
        return data.GetProperty("package").GetProperty("latest").GetProperty("version").GetString();
    }

    /// <summary>The data, once the store answers: behind its return a question may find it busy for longer than these programs wait.</summary>
    private static async Task<JsonElement> OnceAsync(DepGraphProgram program, string query, object? variables = null)
    {
        var (_, answer) = await Eventually.BecomesAsync(
            () => AskAsync(program, query, variables),
            asked => asked.Status != HttpStatusCode.ServiceUnavailable && !asked.Answer.TryGetProperty("errors", out _),
            "the store answers"
        );
        return answer.GetProperty("data");
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> AskAsync(
        DepGraphProgram program,
        string query,
        object? variables = null
    )
    {
        using var response = await program.Http.PostAsJsonAsync("/graphql", new { query, variables });
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
