using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;

namespace DepGraph.GraphApi.Tests.Resolvers;

/// <summary>Dependency sets as of a date. The first version of each package is published on 1 January 2024, one more each day.</summary>
public sealed class AsOfTests : IAsyncLifetime
{
    private const string Set = """
        totalCount isComplete undated ingestion { id } problems { name state message }
        entries { nodes { version { purl } } }
        """;

    private readonly FakeRegistry registry = new FakeRegistry()
        .Publish("root", ("1.0.0", ["a@^1.0.0"]))
        .Publish("a", ("1.0.0", ["b@*"]), ("1.1.0", ["b@*", "c@*"]), ("1.2.0", ["c@*"]))
        .Publish("b", ("1.0.0", []), ("2.0.0", []))
        .Publish("c", ("1.0.0", []));

    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync(registry);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("2024-01-01T00:00:00Z", "pkg:npm/a@1.0.0", "pkg:npm/b@1.0.0")]
    [InlineData("2024-01-01T23:59:59.999Z", "pkg:npm/a@1.0.0", "pkg:npm/b@1.0.0")]
    [InlineData("2024-01-02T01:00:00+01:00", "pkg:npm/a@1.1.0", "pkg:npm/b@2.0.0", "pkg:npm/c@1.0.0")]
    [InlineData("2024-02-01T00:00:00Z", "pkg:npm/a@1.2.0", "pkg:npm/c@1.0.0")]
    public async Task A_set_has_what_was_published_by_then(string date, params string[] purls)
    {
        var set = await SetAsync(date);

        set.At("entries", "nodes").Texts("version", "purl").ShouldBe(purls);
        set.At("isComplete").GetBoolean().ShouldBeTrue();
        set.At("undated").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_date_nobody_looks_at_publish_times()
    {
        var data = await server.DataAsync($"{{ packageVersion(spec: \"root@1\") {{ dependencySet {{ {Set} }} }} }}");

        data.At("packageVersion", "dependencySet", "undated").ValueKind.ShouldBe(JsonValueKind.Null);
        registry.Asked.ShouldAllBe(asked => asked.Form == Ingestion.Registry.DocumentForm.Abbreviated);
    }

    [Fact]
    public async Task What_was_not_published_by_then_is_a_problem()
    {
        var set = await SetAsync("2023-12-31T00:00:00Z");

        set.At("totalCount").GetInt32().ShouldBe(0);
        set.At("isComplete").GetBoolean().ShouldBeFalse();
        set.At("problems").Texts("state").ShouldBe(["NO_MATCHING_VERSION"]);
        set.Text("problems", "0", "name").ShouldBe("a");
    }

    [Fact]
    public async Task A_version_without_a_publish_time_counts_as_old_enough_and_is_counted()
    {
        registry.PublishDocument(
            "c",
            """{ "name": "c", "dist-tags": { "latest": "1.0.0" }, "versions": { "1.0.0": { "name": "c", "version": "1.0.0" } } }"""
        );

        var set = await SetAsync("2024-01-02T00:00:00Z");

        set.At("totalCount").GetInt32().ShouldBe(3);
        set.At("undated").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_full_document_that_does_not_come_in_time_leaves_the_set_pending()
    {
        registry.Publish("root", ("1.0.0", ["slow@*"])).Publish("slow", ("1.0.0", []));
        await using var other = await ApiServer.StartAsync(registry);
        await other.DataAsync("{ packageVersion(spec: \"root@1\") { dependencySet { totalCount } } }");
        registry.Hold("slow");

        var answer = await other.QueryAsync(Query("2024-02-01T00:00:00Z"), prefer: "wait=0");

        var set = answer.At("data", "packageVersion", "dependencySet");
        set.At("isComplete").GetBoolean().ShouldBeFalse();
        set.At("problems").Texts("state").ShouldBe(["PENDING"]);
        set.At("ingestion").ValueKind.ShouldBe(JsonValueKind.Object);
        registry.Release("slow");
    }

    [Fact]
    public async Task A_full_document_that_cannot_be_had_is_a_failure_with_its_reason()
    {
        registry.Fail("c");

        var set = await SetAsync("2024-01-02T00:00:00Z");

        set.At("entries", "nodes").Texts("version", "purl").ShouldBe(["pkg:npm/a@1.1.0", "pkg:npm/b@2.0.0"]);
        set.At("problems").Texts("state").ShouldBe(["FAILED"]);
        set.Text("problems", "0", "message")!.ShouldContain("The registry is down for 'c'.");
    }

    private async Task<JsonElement> SetAsync(string date) =>
        (await server.DataAsync(Query(date))).At("packageVersion", "dependencySet");

    private static string Query(string date) =>
        $"{{ packageVersion(spec: \"root@1\") {{ dependencySet(asOf: \"{date}\") {{ {Set} }} }} }}";
}
