using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;
using DepGraph.Ingestion.Registry;

namespace DepGraph.GraphApi.Tests.Resolvers;

public sealed class SearchTests : IAsyncLifetime
{
    private const string Query = """
        query ($text: String!, $where: PackageFilterInput, $first: Int! = 100, $after: String) {
          search(text: $text, where: $where, first: $first, after: $after) {
            totalCount totalCountIsExact
            nodes { name purl latest { version } }
            edges { cursor node { name } }
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          }
        }
        """;

    private readonly FakeRegistry registry = new FakeRegistry()
        .Publish("express", ("1.0.0", []), ("2.0.0", []))
        .Publish("express-session", ("1.0.0", ["express@^1.0.0"]))
        .Publish("express-auth", ("1.0.0", []))
        .Publish("@express/core", ("1.0.0", ["express-session@^1.0.0"]))
        .Publish("body-express", ("1.0.0", ["only-named-express@^1.0.0"]))
        .Publish("unlike", ("1.0.0", []));

    private ApiServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync(registry);
        await server.DataAsync(
            "query ($names: [String!]!) { packages(names: $names) { name } }",
            new { registry.Names }
        );
        await server.StoredAsync([.. registry.Names]);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Packages_come_the_best_match_first_with_all_that_packages_have()
    {
        var page = await PageAsync(new { text = "express" });

        page.At("nodes")
            .Texts("name")
            .ShouldBe(["express", "express-session", "@express/core", "express-auth", "body-express"]);
        page.At("nodes", "0", "latest", "version").GetString().ShouldBe("2.0.0");
        page.At("nodes", "2", "purl").GetString().ShouldBe("pkg:npm/%40express/core");
        page.At("totalCount").GetInt32().ShouldBe(5);
        page.At("totalCountIsExact").GetBoolean().ShouldBeTrue();
        page.At("pageInfo", "hasNextPage").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_beginning_finds_what_begins_so()
    {
        (await NamesAsync(new { text = "expr" })).ShouldBe([
            "express",
            "express-session",
            "@express/core",
            "express-auth",
            "body-express",
        ]);
        (await NamesAsync(new { text = "b" })).ShouldBe(["body-express"]);
        (await NamesAsync(new { text = "xpress" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Descriptions_are_searched_once_the_full_document_has_been_fetched()
    {
        (await NamesAsync(new { text = "about" })).ShouldBeEmpty();

        await server.DataAsync("""{ package(name: "unlike") { description } }""");

        await Patience.UntilAsync(async () => (await NamesAsync(new { text = "about" })).Length == 1);
        (await NamesAsync(new { text = "about" })).ShouldBe(["unlike"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Pages_meet_without_gap_or_overlap_while_the_graph_changes(int size)
    {
        var whole = await NamesAsync(new { text = "express" });
        var names = new List<string>();
        string? after = null;
        do
        {
            var page = await PageAsync(
                new
                {
                    text = "express",
                    first = size,
                    after,
                }
            );
            page.At("pageInfo", "hasPreviousPage").GetBoolean().ShouldBe(after is not null);
            page.At("edges").Texts("node", "name").ShouldBe(page.At("nodes").Texts("name"));
            names.AddRange(page.At("nodes").Texts("name"));
            after = page.At("pageInfo", "hasNextPage").GetBoolean() ? page.Text("pageInfo", "endCursor") : null;
            // What comes meanwhile would stand in front.
            var comer = $"express-{size}-{names.Count}";
            registry
                .Publish(comer, ("1.0.0", []))
                .Publish($"user-{comer}", ("1.0.0", [$"{comer}@^1.0.0", "express-auth@^1.0.0"]));
            await server.DataAsync(
                "query ($names: [String!]!) { packages(names: $names) { name } }",
                new { names = new[] { comer, $"user-{comer}" } }
            );
            await server.StoredAsync(comer, $"user-{comer}");
        } while (after is not null);

        names.ShouldBe(whole);
    }

    [Fact]
    public async Task Of_what_is_found_only_some_can_be_meant()
    {
        (await NamesAsync(Where("""{ "name": { "startsWith": "express-" } }"""))).ShouldBe([
            "express-session",
            "express-auth",
        ]);
        (await NamesAsync(Where("""{ "scope": { "eq": "@express" } }"""))).ShouldBe(["@express/core"]);
        (await NamesAsync(Where("""{ "not": { "scope": { "eq": null } } }"""))).ShouldBe(["@express/core"]);
        (await NamesAsync(Where("""{ "dependents": { "gte": 1 } }"""))).ShouldBe(["express", "express-session"]);

        var counted = await PageAsync(Where("""{ "dependents": { "eq": 0 } }"""));
        counted.At("totalCount").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task A_page_of_some_goes_on_where_it_ended()
    {
        var first = await PageAsync(
            new
            {
                text = "express",
                where = new { scope = new { eq = (string?)null } },
                first = 2,
            }
        );
        var second = await PageAsync(
            new
            {
                text = "express",
                where = new { scope = new { eq = (string?)null } },
                first = 2,
                after = first.Text("pageInfo", "endCursor"),
            }
        );

        first.At("nodes").Texts("name").ShouldBe(["express", "express-session"]);
        second.At("nodes").Texts("name").ShouldBe(["express-auth", "body-express"]);
        second.At("pageInfo", "hasNextPage").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_count_alone_can_be_asked_for()
    {
        var data = await server.DataAsync("""{ search(text: "express") { totalCount } }""");

        data.At("search", "totalCount").GetInt32().ShouldBe(5);
    }

    [Fact]
    public async Task No_registry_is_asked_however_old_what_is_found_may_be()
    {
        var asked = new FakeRegistry().Publish("express", ("1.0.0", []));
        var stale = await ApiServer.StartAsync(asked, "--Ingestion:Freshness=1ms");
        await stale.DataAsync("""{ package(name: "express") { name } }""");
        await stale.StoredAsync("express");

        var data = await stale.DataAsync("""{ search(text: "express") { nodes { name latest { version } } } }""");

        data.At("search", "nodes").Texts("latest", "version").ShouldBe(["1.0.0"]);
        // Whatever would still be asked behind the answer is asked before the end.
        await stale.DisposeAsync();
        asked.Asked.ShouldBe([("express", DocumentForm.Abbreviated)]);
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_text_and_to_the_process_that_gave_it()
    {
        var after = (await PageAsync(new { text = "express", first = 1 })).Text("pageInfo", "endCursor");

        (await server.ErrorAsync(Query, new { text = "other", after })).Code().ShouldBe("CURSOR_EXPIRED");
        await DisposeAsync();
        await InitializeAsync();
        (await server.ErrorAsync(Query, new { text = "express", after })).Code().ShouldBe("CURSOR_EXPIRED");
    }

    [Theory]
    [InlineData("""{ "text": "" }""", "text")]
    [InlineData("""{ "text": " - @/ 🦆" }""", "no letter and no digit")]
    [InlineData("""{ "text": "a b c d e f g h i j k l m n o p q" }""", "more than 16 words")]
    [InlineData("""{ "text": "a", "first": 1001 }""", "first")]
    [InlineData("""{ "text": "a", "after": "bm90aGluZw" }""", "cursor")]
    [InlineData("""{ "text": "a", "where": { "name": { "eq": null } } }""", "where.name.eq")]
    public async Task An_argument_that_is_wrong_is_named(string variables, string named)
    {
        var error = await server.ErrorAsync(Query, JsonElement.Parse(variables));

        error.Code().ShouldBe("BAD_USER_INPUT");
        error.Text("message")!.ShouldContain(named);
    }

    [Fact]
    public async Task A_text_may_be_so_long_and_no_longer()
    {
        (await NamesAsync(new { text = new string('a', 256) })).ShouldBeEmpty();

        var error = await server.ErrorAsync(Query, new { text = new string('a', 257) });
        error.Text("message")!.ShouldContain("257 characters; at most 256");
    }

    private static object Where(string where) => new { text = "express", where = JsonElement.Parse(where) };

    private async Task<JsonElement> PageAsync(object variables) =>
        (await server.DataAsync(Query, variables)).At("search");

    private async Task<string[]> NamesAsync(object variables) => (await PageAsync(variables)).At("nodes").Texts("name");
}
