using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;

namespace DepGraph.GraphApi.Tests.Resolvers;

/// <summary>Differences of sets. The first version of each package is published on 1 January 2024, one more each day.</summary>
public sealed class DependencyDiffTests : IAsyncLifetime
{
    private const string Fields = """
        isComplete unchangedCount
        added { totalCount nodes { purl } } removed { totalCount nodes { purl } }
        changed { totalCount nodes { package { name } from { version } to { version } } }
        """;

    private readonly FakeRegistry registry = new FakeRegistry()
        .Publish("app", ("1.0.0", ["a@1", "b@1", "x@^1.0.0"]), ("2.0.0", ["a@2", "c@1", "x@^1.0.0"]))
        .Publish("other", ("1.0.0", ["a@1", "slow@1"]))
        .Publish("a", ("1.0.0", ["x@1.0.0"]), ("2.0.0", []))
        .Publish("b", ("1.0.0", []))
        .Publish("c", ("1.0.0", []))
        .Publish("x", ("1.0.0", []), ("1.1.0", []), ("1.2.0", ["y@*"]))
        .Publish("y", ("1.0.0", []))
        .Publish("slow", ("1.0.0", ["y@1"]));

    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync(registry);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task What_a_new_version_brings_and_takes_away()
    {
        var diff = await DiffAsync("from: \"app@1\", to: \"app@2\"");

        diff.At("added", "nodes").Texts("purl").ShouldBe(["pkg:npm/c@1.0.0"]);
        diff.At("removed", "nodes").Texts("purl").ShouldBe(["pkg:npm/b@1.0.0", "pkg:npm/x@1.0.0"]);
        diff.At("changed", "nodes").Texts("package", "name").ShouldBe(["a"]);
        diff.At("changed", "nodes").Texts("from", "version").ShouldBe(["1.0.0"]);
        diff.At("changed", "nodes").Texts("to", "version").ShouldBe(["2.0.0"]);
        diff.At("unchangedCount").GetInt32().ShouldBe(2);
        diff.At("isComplete").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Packages_may_differ_and_the_sets_are_at_hand()
    {
        var diff = await DiffAsync(
            "from: \"app@1\", to: \"other\"",
            "from { root { purl } totalCount undated } to { root { purl } entries { nodes { version { purl } } } }"
        );

        diff.Text("from", "root", "purl").ShouldBe("pkg:npm/app@1.0.0");
        diff.At("from", "totalCount").GetInt32().ShouldBe(5);
        diff.At("from", "undated").ValueKind.ShouldBe(JsonValueKind.Null);
        diff.At("to", "entries", "nodes").Texts("version", "purl").ShouldContain("pkg:npm/slow@1.0.0");
    }

    [Fact]
    public async Task Between_two_dates_of_one_version()
    {
        var diff = await DiffAsync(
            "from: \"app@1.0.0\", to: \"app@1.0.0\", fromAsOf: \"2024-01-02T00:00:00Z\", toAsOf: \"2024-01-03T00:00:00Z\"",
            $"{Fields} from {{ undated }}"
        );

        diff.At("changed", "nodes").Texts("from", "version").ShouldBe(["1.1.0"]);
        diff.At("changed", "nodes").Texts("to", "version").ShouldBe(["1.2.0"]);
        diff.At("added", "nodes").Texts("purl").ShouldBe(["pkg:npm/y@1.0.0"]);
        diff.At("removed", "totalCount").GetInt32().ShouldBe(0);
        diff.At("from", "undated").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Between_a_date_and_now()
    {
        var diff = await DiffAsync("from: \"app@1\", to: \"app@1\", fromAsOf: \"2024-01-01T00:00:00Z\"");

        diff.At("added", "nodes").Texts("purl").ShouldBe(["pkg:npm/x@1.2.0", "pkg:npm/y@1.0.0"]);
        diff.At("unchangedCount").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task A_version_and_itself_differ_in_nothing()
    {
        var diff = await DiffAsync("from: \"app@1\", to: \"app@1\"");

        diff.At("unchangedCount").GetInt32().ShouldBe(5);
        foreach (var list in new[] { "added", "removed", "changed" })
        {
            diff.At(list, "totalCount").GetInt32().ShouldBe(0);
        }
    }

    [Theory]
    [InlineData("from: \"app@1\", to: \"nothing\"")]
    [InlineData("from: \"app@9\", to: \"app@1\"")]
    public async Task There_is_none_to_what_does_not_exist(string arguments) =>
        (await DiffAsync(arguments)).ValueKind.ShouldBe(JsonValueKind.Null);

    [Theory]
    [InlineData("from: \"app@1\", to: \"\"")]
    [InlineData("from: \"app@npm:\", to: \"app\"")]
    public async Task What_is_no_spec_is_refused(string arguments) =>
        (await server.ErrorAsync($"{{ dependencyDiff({arguments}) {{ isComplete }} }}"))
            .Code()
            .ShouldBe("INVALID_SPEC");

    [Fact]
    public async Task Both_sides_are_fetched_at_the_same_time()
    {
        registry.Hold("app").Hold("other");
        var answer = DiffAsync("from: \"app@1\", to: \"other@1\"", "isComplete");
        await AskedAsync("app", "other");

        // One side is at its leaves while the other still waits for its beginning.
        registry.Release("other");
        await AskedAsync("slow", "y");
        registry.Asked.ShouldNotContain(asked => asked.Name == "b");
        registry.Release("app");

        (await answer).At("isComplete").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_late_on_one_side_leaves_the_difference_incomplete_and_says_why()
    {
        await server.DataAsync(
            "{ packageVersion(spec: \"app@1\") { dependencySet { totalCount } } package(name: \"other\") { name } }"
        );
        registry.Hold("slow");

        var answer = await server.QueryAsync(
            "{ dependencyDiff(from: \"app@1\", to: \"other\") { isComplete from { isComplete } to { isComplete ingestion { id } problems { state name } } } }",
            prefer: "wait=0"
        );

        var diff = answer.At("data", "dependencyDiff");
        diff.At("isComplete").GetBoolean().ShouldBeFalse();
        diff.At("from", "isComplete").GetBoolean().ShouldBeTrue();
        diff.At("to", "problems").Texts("state").ShouldBe(["PENDING"]);
        diff.Text("to", "ingestion", "id").ShouldNotBeNull();
        registry.Release("slow");
    }

    [Fact]
    public async Task A_side_that_cannot_be_had_is_null_with_an_error()
    {
        registry.Fail("other");

        var error = await server.ErrorAsync("{ dependencyDiff(from: \"other\", to: \"other\") { isComplete } }");

        error.Code().ShouldBe("REGISTRY_UNAVAILABLE");
    }

    [Fact]
    public async Task Pages_meet_and_belong_to_the_difference()
    {
        const string query = """
            query($from: String!, $after: String) { dependencyDiff(from: $from, to: "app@2") {
              removed(first: 1, after: $after) { totalCount nodes { purl } pageInfo { hasNextPage endCursor } } } }
            """;

        var first = (await server.DataAsync(query, new { from = "app@1" })).At("dependencyDiff", "removed");
        var after = first.Text("pageInfo", "endCursor");
        var second = (await server.DataAsync(query, new { from = "app@1", after })).At("dependencyDiff", "removed");

        first.At("totalCount").GetInt32().ShouldBe(2);
        first.At("pageInfo", "hasNextPage").GetBoolean().ShouldBeTrue();
        second.At("pageInfo", "hasNextPage").GetBoolean().ShouldBeFalse();
        first
            .At("nodes")
            .Texts("purl")
            .Concat(second.At("nodes").Texts("purl"))
            .ShouldBe(["pkg:npm/b@1.0.0", "pkg:npm/x@1.0.0"]);
        (await server.ErrorAsync(query, new { from = "other", after })).Code().ShouldBe("CURSOR_EXPIRED");
    }

    private async Task AskedAsync(params string[] names) =>
        await Patience.UntilAsync(() =>
            Task.FromResult(names.All(name => registry.Asked.Any(asked => asked.Name == name)))
        );

    private async Task<JsonElement> DiffAsync(string arguments, string fields = Fields) =>
        (await server.DataAsync($"{{ dependencyDiff({arguments}) {{ {fields} }} }}")).At("dependencyDiff");
}
