using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;

namespace DepGraph.GraphApi.Tests.Resolvers;

public sealed class DependentsTests : IAsyncLifetime
{
    private const string Query = """
        query ($name: String!, $kinds: [DependencyKind!], $latestOnly: Boolean! = true, $resolvingTo: String, $depth: Int! = 1,
            $where: DependentFilterInput, $order: [DependentSortInput!], $first: Int! = 100, $after: String) {
          package(name: $name) {
            dependents(kinds: $kinds, latestOnly: $latestOnly, resolvingTo: $resolvingTo, depth: $depth, where: $where,
                order: $order, first: $first, after: $after) {
              totalCount totalCountIsExact
              nodes { version { purl } name range kind depth resolvesTo { version } }
              edges { cursor node { version { purl } } }
              pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            }
          }
        }
        """;

    private readonly FakeRegistry registry = new FakeRegistry()
        .Publish("left", ("1.0.0", []), ("1.1.0", []), ("2.0.0", []))
        .Publish("app", ("1.0.0", ["left@^1.0.0"]), ("2.0.0", ["left@^2.0.0", "lib@*"]))
        .PublishDocument(
            "lib",
            """
            { "name": "lib", "dist-tags": { "latest": "1.0.0" }, "versions": { "1.0.0": { "name": "lib", "version": "1.0.0",
              "dependencies": { "left": "^1.0.0", "old": "npm:left@1.0.0" } } } }
            """
        )
        .Publish("top", ("1.0.0", ["app@^2.0.0"]))
        .Publish("stale", ("1.0.0", ["left@^1.0.0"]), ("2.0.0", []));

    private ApiServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync(registry);
        await server.DataAsync(
            """{ packages(names: ["left", "app", "lib", "top", "stale"]) { latest { version } } }"""
        );
        await UntilAsync(
            () =>
                PageAsync(
                    new
                    {
                        name = "left",
                        latestOnly = false,
                        first = 0,
                    }
                ),
            5
        );
        await UntilAsync(() => PageAsync(new { name = "app", first = 0 }), 1);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Latest_versions_that_depend_on_it_come_with_how_they_do_and_what_they_get()
    {
        var page = await PageAsync(new { name = "left" });

        Nodes(page)
            .ShouldBe([
                "pkg:npm/app@2.0.0 left ^2.0.0 PROD 1 2.0.0",
                "pkg:npm/lib@1.0.0 left ^1.0.0 PROD 1 1.1.0",
                "pkg:npm/lib@1.0.0 old npm:left@1.0.0 PROD 1 1.0.0",
            ]);
        (page.At("totalCount").GetInt32(), page.At("totalCountIsExact").GetBoolean()).ShouldBe((3, true));
        page.At("pageInfo", "hasNextPage").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task All_versions_come_when_they_are_asked_for()
    {
        var page = await PageAsync(new { name = "left", latestOnly = false });

        page.At("nodes")
            .Texts("version", "purl")
            .ShouldBe([
                "pkg:npm/app@1.0.0",
                "pkg:npm/app@2.0.0",
                "pkg:npm/lib@1.0.0",
                "pkg:npm/lib@1.0.0",
                "pkg:npm/stale@1.0.0",
            ]);
        page.At("totalCount").GetInt32().ShouldBe(5);
    }

    [Theory]
    [InlineData("""{ "name": "left", "latestOnly": false }""")]
    [InlineData("""{ "name": "left", "latestOnly": false, "order": [{ "name": "DESC" }] }""")]
    [InlineData("""{ "name": "left", "latestOnly": false, "order": [{ "dependents": "DESC" }, { "name": "ASC" }] }""")]
    [InlineData("""{ "name": "left", "resolvingTo": "^1.0.0" }""")]
    [InlineData("""{ "name": "left", "depth": 9 }""")]
    [InlineData("""{ "name": "left", "latestOnly": false, "where": { "package": { "neq": "lib" } } }""")]
    public async Task Pages_meet_without_gap_or_overlap_in_every_order(string variables)
    {
        var arguments = JsonSerializer.Deserialize<Dictionary<string, object?>>(variables)!;
        var whole = Nodes(await PageAsync(arguments));

        var pages = new List<string>();
        arguments["first"] = 2;
        JsonElement page;
        do
        {
            page = await PageAsync(arguments);
            page.At("pageInfo", "hasPreviousPage").GetBoolean().ShouldBe(arguments.ContainsKey("after"));
            page.At("pageInfo", "endCursor")
                .GetString()
                .ShouldBe(page.At("edges").EnumerateArray().Last().Text("cursor"));
            pages.AddRange(Nodes(page));
            arguments["after"] = page.Text("pageInfo", "endCursor");
        } while (page.At("pageInfo", "hasNextPage").GetBoolean());

        pages.ShouldBe(whole);
    }

    [Fact]
    public async Task The_most_depended_upon_come_first_when_asked_for()
    {
        var page = await PageAsync(
            new
            {
                name = "left",
                latestOnly = false,
                order = new object[] { new { dependents = "DESC" }, new { name = "ASC" } },
            }
        );

        page.At("nodes")
            .Texts("version", "purl")
            .Distinct()
            .ShouldBe(["pkg:npm/app@1.0.0", "pkg:npm/app@2.0.0", "pkg:npm/lib@1.0.0", "pkg:npm/stale@1.0.0"]);
    }

    [Fact]
    public async Task Those_that_really_get_a_version_come_by_range_and_from_the_version_itself()
    {
        var data = await server.DataAsync(
            """
            { package(name: "left") {
                oneOne: dependents(resolvingTo: "1.1.0") { totalCount nodes { version { purl } range } }
                none: dependents(resolvingTo: "3.0.0") { totalCount nodes { range } pageInfo { endCursor } }
                version(spec: "1.0.0") { dependents(first: 5) { totalCount nodes { version { purl } range } } } } }
            """
        );

        var left = data.At("package");
        left.At("oneOne", "nodes").Texts("range").ShouldBe(["^1.0.0"]);
        left.At("oneOne", "totalCount").GetInt32().ShouldBe(1);
        left.At("none", "totalCount").GetInt32().ShouldBe(0);
        left.At("version", "dependents", "nodes").Texts("range").ShouldBe(["npm:left@1.0.0"]);
        left.At("version", "dependents", "totalCount").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{ "package": { "startsWith": "l" } }""", "lib@1.0.0 lib@1.0.0")]
    [InlineData("""{ "package": { "in": ["stale", "app", "unheard-of"] } }""", "app@1.0.0 app@2.0.0 stale@1.0.0")]
    [InlineData("""{ "package": { "neq": "app" } }""", "lib@1.0.0 lib@1.0.0 stale@1.0.0")]
    [InlineData("""{ "not": { "package": { "startsWith": "" } } }""", "")]
    [InlineData(
        """{ "or": [{ "package": { "eq": "lib" } }, { "package": { "startsWith": "st" } }] }""",
        "lib@1.0.0 lib@1.0.0 stale@1.0.0"
    )]
    [InlineData("""{ "package": { "startsWith": "a", "nstartsWith": "ap" } }""", "")]
    [InlineData("{}", "app@1.0.0 app@2.0.0 lib@1.0.0 lib@1.0.0 stale@1.0.0")]
    public async Task Only_packages_of_some_names_come_when_they_are_asked_for_and_are_counted(
        string where,
        string expected
    )
    {
        var page = await PageAsync(
            new
            {
                name = "left",
                latestOnly = false,
                where = JsonElement.Parse(where),
            }
        );

        var purls = page.At("nodes").Texts("version", "purl").Select(purl => purl["pkg:npm/".Length..]).ToArray();
        string.Join(' ', purls).ShouldBe(expected);
        (page.At("totalCount").GetInt32(), page.At("totalCountIsExact").GetBoolean()).ShouldBe((purls.Length, true));
    }

    [Theory]
    [InlineData("""{ "package": { "contains": "i" } }""", "where.package.contains")]
    [InlineData("""{ "not": { "package": { "endsWith": "i" } } }""", "where.not.package.endsWith")]
    public async Task What_the_order_of_names_does_not_tell_is_refused(string where, string named)
    {
        var error = await server.ErrorAsync(Query, new { name = "left", where = JsonElement.Parse(where) });

        error.Code().ShouldBe("UNINDEXED_FILTER");
        error.Text("message")!.ShouldContain(named);
    }

    [Fact]
    public async Task Indirect_dependents_come_with_their_distance()
    {
        var page = await PageAsync(new { name = "left", depth = 5 });

        Nodes(page)
            .ShouldBe([
                "pkg:npm/app@2.0.0 left ^2.0.0 PROD 1 2.0.0",
                "pkg:npm/lib@1.0.0 left ^1.0.0 PROD 1 1.1.0",
                "pkg:npm/top@1.0.0 app ^2.0.0 PROD 2 2.0.0",
            ]);
        page.At("totalCount").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task A_package_that_nobody_depends_on_has_none_and_one_that_nobody_knows_is_null()
    {
        (await PageAsync(new { name = "top" })).At("totalCount").GetInt32().ShouldBe(0);
        (await server.DataAsync(Query, new { name = "unheard-of" }))
            .At("package")
            .ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_package_that_is_only_named_tells_its_dependents_without_being_fetched()
    {
        registry.Publish("user", ("1.0.0", ["only-named@^1.0.0"]));
        const string query = """
            { package(name: "user") { latest { dependencies { package { name dependents { totalCount nodes { version { purl } } } } } } } }
            """;

        await UntilAsync(
            async () =>
                (await server.DataAsync(query)).At("package", "latest", "dependencies", "0", "package", "dependents"),
            1
        );

        registry.Asked.ShouldNotContain(asked => asked.Name == "only-named");
    }

    [Theory]
    [InlineData("""{ "first": 1001 }""", "first")]
    [InlineData("""{ "first": -1 }""", "first")]
    [InlineData("""{ "depth": 0 }""", "depth")]
    [InlineData("""{ "depth": 2, "latestOnly": false }""", "latestOnly")]
    [InlineData("""{ "depth": 2, "resolvingTo": "1.0.0" }""", "resolvingTo")]
    [InlineData("""{ "depth": 2, "order": [{ "dependents": "DESC" }] }""", "order")]
    [InlineData("""{ "depth": 2, "where": { "package": { "eq": "lib" } } }""", "where")]
    [InlineData("""{ "resolvingTo": "1.0.0", "latestOnly": false }""", "latestOnly")]
    [InlineData("""{ "after": "bm90aGluZw" }""", "cursor")]
    [InlineData("""{ "after": "bm90aGluZw", "depth": 2 }""", "cursor")]
    [InlineData("""{ "order": [{ "name": "ASC", "dependents": "ASC" }] }""", "order")]
    public async Task An_argument_that_is_wrong_is_named(string variables, string named)
    {
        var arguments = JsonSerializer.Deserialize<Dictionary<string, object?>>(variables)!;
        arguments["name"] = "left";

        var error = await server.ErrorAsync(Query, arguments);

        error.Code().ShouldBe("BAD_USER_INPUT");
        error.Text("message")!.ShouldContain(named);
    }

    [Fact]
    public async Task A_cursor_holds_for_its_own_order_alone()
    {
        var byName = await PageAsync(new { name = "left", first = 1 });
        var after = byName.Text("pageInfo", "endCursor");

        var error = await server.ErrorAsync(
            Query,
            new
            {
                name = "left",
                after,
                order = new object[] { new { dependents = "DESC" } },
            }
        );

        error.Text("message")!.ShouldContain("order");
    }

    [Fact]
    public async Task A_cursor_by_name_survives_a_restart_and_one_of_an_epoch_says_that_it_has_expired()
    {
        var order = new object[] { new { dependents = "DESC" }, new { name = "ASC" } };
        var byName = await PageAsync(new { name = "left", first = 1 });
        var ranked = await PageAsync(
            new
            {
                name = "left",
                first = 1,
                order,
            }
        );
        var transitive = await PageAsync(
            new
            {
                name = "left",
                first = 1,
                depth = 3,
            }
        );

        await DisposeAsync();
        await InitializeAsync();

        var next = await PageAsync(
            new
            {
                name = "left",
                first = 1,
                after = byName.Text("pageInfo", "endCursor"),
            }
        );
        next.At("nodes").Texts("version", "purl").ShouldBe(["pkg:npm/lib@1.0.0"]);
        await ShouldHaveExpiredAsync(
            new
            {
                name = "left",
                order,
                after = ranked.Text("pageInfo", "endCursor"),
            }
        );
        await ShouldHaveExpiredAsync(
            new
            {
                name = "left",
                depth = 3,
                after = transitive.Text("pageInfo", "endCursor"),
            }
        );
    }

    [Fact]
    public async Task Without_an_index_the_field_is_null_with_the_reason_and_its_neighbours_are_answered()
    {
        await using var small = await ApiServer.StartAsync(registry, "--Ingestion:DependentsIndexBytes=1MiB");
        string[] names = [.. Enumerable.Range(0, 60).Select(i => $"wide{i}")];
        foreach (var name in names)
        {
            registry.Publish(
                name,
                ("1.0.0", [.. Enumerable.Range(0, 300).Select(i => $"{name}-{new string('x', 180)}-{i}@^1.0.0")])
            );
        }

        await small.DataAsync("query ($names: [String!]!) { packages(names: $names) { name } }", new { names });
        var response = default(JsonElement);
        await Patience.UntilAsync(async () =>
        {
            response = await small.QueryAsync(Query, new { name = "left" });
            return response.TryGetProperty("errors", out _);
        });

        var error = response.At("errors", "0");
        error.Code().ShouldBe("DEPENDENTS_INDEX_TOO_LARGE");
        error.At("extensions", "retryable").GetBoolean().ShouldBeFalse();
        error.Text("message")!.ShouldContain("Ingestion:DependentsIndexBytes");
        response.At("data", "package", "dependents").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private async Task ShouldHaveExpiredAsync(object variables) =>
        (await server.ErrorAsync(Query, variables)).Code().ShouldBe("CURSOR_EXPIRED");

    private static string[] Nodes(JsonElement page) =>
        [
            .. page.At("nodes")
                .EnumerateArray()
                .Select(node =>
                    $"{node.Text("version", "purl")} {node.Text("name")} {node.Text("range")} {node.Text("kind")} {node.At("depth")} {node.Text("resolvesTo", "version")}"
                ),
        ];

    /// <summary>Asks until there are so many: what was fetched is in the index once it is stored.</summary>
    private static Task UntilAsync(Func<Task<JsonElement>> page, int count) =>
        Patience.UntilAsync(async () => (await page()).At("totalCount").GetInt32() == count);

    private async Task<JsonElement> PageAsync(object variables) =>
        (await server.DataAsync(Query, variables)).At("package", "dependents");
}
