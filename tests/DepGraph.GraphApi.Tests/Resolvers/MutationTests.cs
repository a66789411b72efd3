using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;

namespace DepGraph.GraphApi.Tests.Resolvers;

public sealed class MutationTests : IAsyncLifetime
{
    private readonly FakeRegistry registry = new FakeRegistry()
        .Publish("root", ("1.0.0", ["a@^1.0.0"]))
        .Publish("a", ("1.0.0", []));

    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync(registry);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task An_ingestion_can_be_followed_to_its_end()
    {
        var payload = (
            await server.DataAsync(
                "mutation { ingest(input: { spec: \"root@^1\" }) { ingestion { id spec } errors { __typename } } }"
            )
        ).At("ingest");
        payload.At("errors").GetArrayLength().ShouldBe(0);
        var id = payload.Text("ingestion", "id");

        var ingestion = await FollowAsync(id);

        ingestion.Text("state").ShouldBe("COMPLETE");
        ingestion.At("packagesFetched").GetInt32().ShouldBe(2);
        var all = await server.DataAsync(
            "{ ingestions(first: 1) { totalCount nodes { id } pageInfo { hasNextPage } } }"
        );
        all.At("ingestions", "nodes").Texts("id").ShouldBe([id!]);
    }

    [Theory]
    [InlineData("Bad Name@1", "InvalidSpecError,InvalidPackageNameError")]
    [InlineData("git+https://git.example/x.git", "InvalidSpecError")]
    public async Task A_spec_that_cannot_be_ingested_is_a_typed_error(string spec, string types)
    {
        var payload = (
            await server.DataAsync(
                "mutation($spec: String!) { ingest(input: { spec: $spec }) { ingestion { id } errors { __typename ... on Error { message } } } }",
                new { spec }
            )
        ).At("ingest");

        payload.At("ingestion").ValueKind.ShouldBe(JsonValueKind.Null);
        types.Split(',').ShouldContain(payload.Text("errors", "0", "__typename"));
        payload.Text("errors", "0", "message")!.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_running_ingestion_can_be_called_off_once()
    {
        registry.Hold("a");
        var id = (await server.DataAsync("mutation { ingest(input: { spec: \"root\" }) { ingestion { id } } }")).Text(
            "ingest",
            "ingestion",
            "id"
        );
        const string cancel =
            "mutation($id: ID!) { cancelIngestion(input: { id: $id }) { ingestion { state } errors { __typename } } }";

        var first = (await server.DataAsync(cancel, new { id })).At("cancelIngestion");
        var second = (await server.DataAsync(cancel, new { id })).At("cancelIngestion");

        first.Text("ingestion", "state").ShouldBe("CANCELLED");
        second.At("errors").Texts("__typename").ShouldBe(["IngestionFinishedError"]);
        registry.Release("a");
    }

    [Fact]
    public async Task An_ingestion_that_does_not_exist_cannot_be_called_off()
    {
        var payload = (
            await server.DataAsync(
                "mutation { cancelIngestion(input: { id: \"nothing\" }) { errors { __typename ... on IngestionNotFoundError { id } } } }"
            )
        ).At("cancelIngestion");

        payload.Text("errors", "0", "id").ShouldBe("nothing");
    }

    [Fact]
    public async Task A_refresh_asks_the_registry_again()
    {
        await server.DataAsync("{ package(name: \"a\") { name } }");
        var id = (await server.DataAsync("mutation { refresh(input: { name: \"a\" }) { ingestion { id } } }")).Text(
            "refresh",
            "ingestion",
            "id"
        );

        (await FollowAsync(id)).Text("state").ShouldBe("COMPLETE");

        registry.Asked.Count(asked => asked.Name == "a").ShouldBe(2);
    }

    private async Task<JsonElement> FollowAsync(string? id)
    {
        while (true)
        {
            var data = await server.DataAsync(
                "query($id: ID!) { ingestion(id: $id) { state packagesFetched packagesPending error } }",
                new { id }
            );
            if (data.Text("ingestion", "state") is not ("QUEUED" or "RUNNING"))
            {
                return data.At("ingestion");
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
