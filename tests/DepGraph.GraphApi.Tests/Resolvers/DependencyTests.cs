using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;

namespace DepGraph.GraphApi.Tests.Resolvers;

public sealed class DependencyTests : IAsyncLifetime
{
    private readonly FakeRegistry registry = new FakeRegistry()
        .Publish("root", ("1.0.0", ["a@^1.0.0", "b@^1.0.0", "missing@1", "a-git@github:owner/name", "a-old@^9.0.0"]))
        .Publish("a", ("1.0.0", ["c@^1.0.0"]), ("1.5.0", ["c@^1.0.0"]))
        .Publish("b", ("1.0.0", ["c@^1.0.0", "a@^1.0.0"]))
        .Publish("c", ("1.0.0", ["a@^1.0.0"]))
        .Publish("a-old", ("1.0.0", []))
        .Publish("chain", ("1.0.0", ["slow@^1.0.0", "c@^1.0.0"]))
        .Publish("slow", ("1.0.0", ["c@^1.0.0"]));

    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync(registry);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Each_dependency_has_its_state_and_what_it_resolves_to()
    {
        var list = (
            await server.DataAsync(
                "{ packageVersion(spec: \"root@1\") { dependencies { name range kind state package { name } target { version } } } }"
            )
        ).At("packageVersion", "dependencies");

        list.Texts("name").ShouldBe(["a", "b", "missing", "a-git", "a-old"]);
        list.Texts("state")
            .ShouldBe(["RESOLVED", "RESOLVED", "PACKAGE_NOT_FOUND", "UNSUPPORTED_SPEC", "NO_MATCHING_VERSION"]);
        list.Text("0", "target", "version").ShouldBe("1.5.0");
        list.At("3", "package").ValueKind.ShouldBe(JsonValueKind.Null);
        list.Text("2", "package", "name").ShouldBe("missing");
    }

    [Fact]
    public async Task Naming_the_package_of_a_dependency_fetches_nothing()
    {
        await server.DataAsync(
            "{ packageVersion(spec: \"root@1\") { dependencies { name package { name purl id fetchedAt } } } }"
        );

        registry.Asked.Select(asked => asked.Name).ShouldBe(["root"]);
    }

    [Fact]
    public async Task Targets_nest_to_any_depth_and_through_cycles()
    {
        var data = await server.DataAsync(
            "{ packageVersion(spec: \"a@1\") { dependencies { target { dependencies { target { dependencies { target { version } } } } } } } }"
        );

        data.Text(
                "packageVersion",
                "dependencies",
                "0",
                "target",
                "dependencies",
                "0",
                "target",
                "dependencies",
                "0",
                "target",
                "version"
            )
            .ShouldBe("1.0.0");
    }

    [Fact]
    public async Task A_set_has_each_version_once_with_depth_and_who_requires_it()
    {
        var set = (
            await server.DataAsync(
                """
                { packageVersion(spec: "b@1") { dependencySet {
                    root { purl } totalCount maxDepth isComplete unpackedSize ingestion { id }
                    entries { nodes { depth version { purl } requiredBy { purl } } totalCount }
                    edges { nodes { from to name range kind state source { purl } target { purl } } } } } }
                """
            )
        ).At("packageVersion", "dependencySet");

        set.At("entries", "nodes").Texts("version", "purl").ShouldBe(["pkg:npm/a@1.5.0", "pkg:npm/c@1.0.0"]);
        set.At("entries", "nodes", "1", "requiredBy").Texts("purl").ShouldBe(["pkg:npm/b@1.0.0", "pkg:npm/a@1.5.0"]);
        set.At("edges", "nodes").GetArrayLength().ShouldBe(4);
        set.At("isComplete").GetBoolean().ShouldBeTrue();
        set.At("unpackedSize").GetInt64().ShouldBe(20);
        set.At("ingestion").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task What_could_not_be_resolved_is_listed_and_spoils_nothing_else()
    {
        var set = (
            await server.DataAsync(
                "{ packageVersion(spec: \"root@1\") { dependencySet { totalCount isComplete problems { state name requiredBy { purl } message } } } }"
            )
        ).At("packageVersion", "dependencySet");

        set.At("isComplete").GetBoolean().ShouldBeFalse();
        set.At("totalCount").GetInt32().ShouldBe(3);
        set.At("problems").Texts("name").ShouldBe(["missing", "a-git", "a-old"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_part_that_is_late_leaves_the_rest_and_an_ingestion_to_follow()
    {
        // What is known cannot be late, however short the wait.
        await server.DataAsync("{ packages(names: [\"chain\", \"c\", \"a\"]) { name } }");
        registry.Hold("slow");

        var response = await server.QueryAsync(
            "{ packageVersion(spec: \"chain@1\") { dependencySet { isComplete ingestion { id state } problems { state name } entries { nodes { version { purl } } } } } }",
            prefer: "wait=1"
        );

        var set = response.At("data", "packageVersion", "dependencySet");
        set.At("isComplete").GetBoolean().ShouldBeFalse();
        set.At("problems").Texts("state").ShouldBe(["PENDING"]);
        set.At("entries", "nodes").Texts("version", "purl").ShouldContain("pkg:npm/c@1.0.0");
        set.Text("ingestion", "id").ShouldNotBeNull();
        registry.Release("slow");
    }

    [Fact]
    public async Task Pages_of_a_set_meet_and_belong_to_its_revision()
    {
        const string query = """
            query($after: String) { packageVersion(spec: "root@1") { dependencySet {
              entries(first: 2, after: $after) { nodes { version { purl } } edges { cursor } pageInfo { hasNextPage endCursor } } } } }
            """;

        var first = (await server.DataAsync(query)).At("packageVersion", "dependencySet", "entries");
        var second = (await server.DataAsync(query, new { after = first.Text("pageInfo", "endCursor") })).At(
            "packageVersion",
            "dependencySet",
            "entries"
        );

        first.At("pageInfo", "hasNextPage").GetBoolean().ShouldBeTrue();
        first.Text("edges", "1", "cursor").ShouldBe(first.Text("pageInfo", "endCursor"));
        string[] all = [.. first.At("nodes").Texts("version", "purl"), .. second.At("nodes").Texts("version", "purl")];
        all.ShouldBe(["pkg:npm/a@1.5.0", "pkg:npm/b@1.0.0", "pkg:npm/c@1.0.0"]);
    }

    [Fact]
    public async Task A_cursor_beyond_the_end_gives_an_empty_page()
    {
        var entries = (
            await server.DataAsync(
                "{ packageVersion(spec: \"b@1\") { dependencySet { entries(first: 1) { pageInfo { endCursor } } } } }"
            )
        ).At("packageVersion", "dependencySet", "entries");
        var (revision, _) = Paging.RevisionCursor.Parse(entries.Text("pageInfo", "endCursor")!);

        var page = (
            await server.DataAsync(
                "query($after: String) { packageVersion(spec: \"b@1\") { dependencySet { entries(after: $after) { nodes { depth } pageInfo { hasNextPage hasPreviousPage } } } } }",
                new { after = new Paging.RevisionCursor(revision, int.MaxValue).ToString() }
            )
        ).At("packageVersion", "dependencySet", "entries");

        page.At("nodes").GetArrayLength().ShouldBe(0);
        page.At("pageInfo", "hasNextPage").GetBoolean().ShouldBeFalse();
        page.At("pageInfo", "hasPreviousPage").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_cursor_of_a_set_that_is_gone_has_expired()
    {
        var cursor = new Paging.RevisionCursor("0123456789abcdef", 3).ToString();

        var error = await server.ErrorAsync(
            "query($after: String) { packageVersion(spec: \"root@1\") { dependencySet { entries(after: $after) { nodes { depth } } } } }",
            new { after = cursor }
        );

        error.Code().ShouldBe("CURSOR_EXPIRED");
    }

    [Fact]
    public async Task A_tree_is_flat_in_pre_order_and_drawn_as_npm_does()
    {
        var tree = (
            await server.DataAsync(
                """
                { packageVersion(spec: "b@1") { dependencyTree { totalCount isComplete text
                    nodes { nodes { index parent depth isRepeated isCycle dependency { name state target { purl } } } pageInfo { hasNextPage } } } } }
                """
            )
        ).At("packageVersion", "dependencyTree");

        var nodes = tree.At("nodes", "nodes").EnumerateArray().ToArray();
        nodes[0].At("dependency").ValueKind.ShouldBe(JsonValueKind.Null);
        nodes.Select(node => node.At("index").GetInt32()).ShouldBe(Enumerable.Range(0, nodes.Length));
        nodes.Skip(1).ShouldAllBe(node => node.At("parent").GetInt32() < node.At("index").GetInt32());
        nodes.ShouldContain(node => node.At("isCycle").GetBoolean());
        tree.At("totalCount").GetInt32().ShouldBe(nodes.Length - 1);
        tree.Text("text")!.ShouldStartWith("b@1.0.0");
    }

    [Fact]
    public async Task A_depth_below_zero_is_refused() =>
        (await server.ErrorAsync("{ packageVersion(spec: \"root@1\") { dependencySet(maxDepth: -1) { totalCount } } }"))
            .Code()
            .ShouldBe("BAD_USER_INPUT");
}
