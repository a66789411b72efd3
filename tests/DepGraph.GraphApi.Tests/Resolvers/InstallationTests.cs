using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;
using DepGraph.Ingestion.Registry;

namespace DepGraph.GraphApi.Tests.Resolvers;

public sealed class InstallationTests : IAsyncLifetime
{
    private const string Fields = """
        totalCount isComplete ingestion { id } problems { severity code message name range requiredBy }
        packages { nodes { path version packageVersion { purl } skipped } }
        """;

    private static readonly string[] Places =
    [
        "node_modules/a",
        "node_modules/b",
        "node_modules/root",
        "node_modules/z",
        "node_modules/z/node_modules/b",
    ];

    private readonly FakeRegistry registry = new FakeRegistry()
        .Publish("root", ("1.0.0", ["a@^1.0.0", "z@^1.0.0"]))
        .Publish("a", ("1.0.0", ["b@^1.0.0"]))
        .Publish("z", ("1.0.0", ["b@^2.0.0"]))
        .Publish("b", ("1.0.0", []), ("2.0.0", []));

    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync(registry);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_version_is_placed_with_all_it_needs()
    {
        var installation = await OfRootAsync();

        installation.At("packages", "nodes").Texts("path").ShouldBe(Places);
        installation.Text("packages", "nodes", "4", "packageVersion", "purl").ShouldBe("pkg:npm/b@2.0.0");
        installation.At("isComplete").GetBoolean().ShouldBeTrue();
        installation.At("ingestion").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_package_that_nobody_knows_costs_one_full_document()
    {
        await server.DataAsync("""{ resolveManifest(manifest: { dependencies: { root: "1" } }) { totalCount } }""");

        registry
            .Asked.Order()
            .ShouldBe([
                ("a", DocumentForm.Full),
                ("b", DocumentForm.Full),
                ("root", DocumentForm.Full),
                ("z", DocumentForm.Full),
            ]);
    }

    [Fact]
    public async Task Overrides_and_dates_are_npms()
    {
        var overridden = await OfRootAsync("""options: { overrides: { b: "1.0.0" } }""");
        overridden.At("totalCount").GetInt32().ShouldBe(4);

        var dated = await OfRootAsync("""options: { before: "2024-01-01T12:00:00Z" }""");
        dated.At("problems").Texts("code").ShouldBe(["ETARGET"]);
        dated.Text("problems", "0", "name").ShouldBe("b");
        dated.Text("problems", "0", "requiredBy").ShouldBe("node_modules/z");
    }

    [Fact]
    public async Task A_package_that_the_registry_does_not_know_is_npms_E404()
    {
        var data = await server.DataAsync(
            $$"""{ resolveManifest(manifest: { dependencies: { missing: "1", b: "1" } }) { {{Fields}} } }"""
        );

        var installation = data.At("resolveManifest");
        installation.At("isComplete").GetBoolean().ShouldBeFalse();
        installation.At("problems").Texts("code").ShouldBe(["E404"]);
        installation.At("problems").Texts("severity").ShouldBe(["ERROR"]);
    }

    [Fact]
    public async Task What_does_not_come_in_time_is_pending_and_can_be_followed()
    {
        registry.Publish("late", ("1.0.0", [])).Hold("late");

        var answer = await server.QueryAsync(
            $$"""{ resolveManifest(manifest: { dependencies: { late: "1" } }) { {{Fields}} } }""",
            prefer: "wait=0"
        );

        var installation = answer.At("data", "resolveManifest");
        installation.At("problems").Texts("code").ShouldBe(["PENDING"]);
        installation.At("ingestion").ValueKind.ShouldBe(JsonValueKind.Object);
        registry.Release("late");
    }

    [Fact]
    public async Task A_registry_that_is_down_is_named()
    {
        registry.Fail("down");

        var data = await server.DataAsync(
            $$"""{ resolveManifest(manifest: { dependencies: { down: "1" } }) { {{Fields}} } }"""
        );

        data.At("resolveManifest", "problems").Texts("code").ShouldBe(["REGISTRY_UNAVAILABLE"]);
        data.Text("resolveManifest", "problems", "0", "message")!.ShouldContain("The registry is down for 'down'.");
    }

    [Fact]
    public async Task The_lock_file_is_npms_and_pages_go_on_where_they_ended()
    {
        var data = await server.DataAsync(
            """
            { packageVersion(spec: "root@1") { installation { packageLock
              packages(first: 4) { nodes { path } pageInfo { hasNextPage endCursor } } } } }
            """
        );
        var installation = data.At("packageVersion", "installation");
        var cursor = installation.Text("packages", "pageInfo", "endCursor");

        var rest = await server.DataAsync(
            $$"""{ packageVersion(spec: "root@1") { installation { packages(after: "{{cursor}}") { nodes { path } } } } }"""
        );

        installation.At("packageLock", "lockfileVersion").GetInt32().ShouldBe(3);
        installation
            .At("packageLock", "packages")
            .EnumerateObject()
            .Select(entry => entry.Name)
            .ShouldBe(["", .. Places]);
        rest.At("packageVersion", "installation", "packages", "nodes")
            .Texts("path")
            .ShouldBe(["node_modules/z/node_modules/b"]);
    }

    [Theory]
    [InlineData(":root > *", "node_modules/root")]
    [InlineData("#b[version^='2']", "node_modules/z/node_modules/b")]
    [InlineData(":root, #root > *", "", "node_modules/a", "node_modules/z")]
    [InlineData(":deduped")]
    public async Task A_selector_selects_as_npm_query_does(string select, params string[] paths)
    {
        var selected = await SelectAsync(select);

        selected.At("packages", "nodes").Texts("path").ShouldBe(paths);
        selected.At("packages", "totalCount").GetInt32().ShouldBe(paths.Length);
        selected.At("totalCount").GetInt32().ShouldBe(Places.Length);
    }

    [Fact]
    public async Task A_selection_goes_on_where_its_page_ended_and_knows_its_own_cursors_only()
    {
        var page = await SelectAsync("*", "first: 3");
        var cursor = $"after: \"{page.Text("packages", "pageInfo", "endCursor")}\"";

        var rest = await SelectAsync("*", cursor);
        var error = await server.ErrorAsync(Selection("#b", cursor));

        page.At("packages", "nodes").Texts("path").ShouldBe(["", .. Places[..2]]);
        rest.At("packages", "nodes").Texts("path").ShouldBe(Places[2..]);
        error.Code().ShouldBe("BAD_USER_INPUT");
    }

    [Theory]
    [InlineData("#a >", "column 5")]
    [InlineData(":vuln", "`:vuln` cannot be answered here")]
    [InlineData("lodash", "`#name`")]
    [InlineData("", "A condition is expected")]
    public async Task A_selector_that_is_not_answered_is_refused_and_says_why(string select, string why)
    {
        var error = await server.ErrorAsync(Selection(select));

        error.Code().ShouldBe("BAD_USER_INPUT");
        error.Text("message")!.ShouldStartWith("`select`: ");
        error.Text("message")!.ShouldContain(why);
    }

    [Theory]
    [InlineData("omit: [PROD]", "`omit`")]
    [InlineData("node: \"latest\"", "`node`")]
    [InlineData("npm: \"x\"", "`npm`")]
    public async Task An_option_that_cannot_be_had_is_named(string option, string named)
    {
        var error = await server.ErrorAsync(
            $"{{ packageVersion(spec: \"root@1\") {{ installation(options: {{ {option} }}) {{ totalCount }} }} }}"
        );

        error.Code().ShouldBe("BAD_USER_INPUT");
        error.Text("message")!.ShouldContain(named);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("\"x\"")]
    public async Task What_is_no_manifest_is_refused(string manifest)
    {
        var error = await server.ErrorAsync($"{{ resolveManifest(manifest: {manifest}) {{ totalCount }} }}");

        error.Code().ShouldBe("BAD_USER_INPUT");
    }

    private async Task<JsonElement> SelectAsync(string select, string arguments = "") =>
        (await server.DataAsync(Selection(select, arguments))).At("packageVersion", "installation");

    private static string Selection(string select, string arguments = "") =>
        $$"""
            { packageVersion(spec: "root@1") { installation { totalCount
              packages(select: {{JsonSerializer.Serialize(
                select
            )}} {{arguments}}) { totalCount nodes { path } pageInfo { endCursor } } } } }
            """;

    private async Task<JsonElement> OfRootAsync(string? options = null)
    {
        var arguments = options is null ? "" : $"({options})";
        var data = await server.DataAsync(
            $"{{ packageVersion(spec: \"root@1\") {{ installation{arguments} {{ {Fields} }} }} }}"
        );
        return data.At("packageVersion", "installation");
    }
}
