using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;
using DepGraph.Ingestion.Registry;

namespace DepGraph.GraphApi.Tests.Querying;

public sealed class VersionQueryTests : IAsyncLifetime
{
    private const string Query = """
        query ($where: PackageVersionFilterInput, $order: [PackageVersionSortInput!], $range: String,
            $first: Int, $after: String, $last: Int, $before: String) {
          package(name: "left") {
            versions(where: $where, order: $order, range: $range, first: $first, after: $after, last: $last, before: $before) {
              totalCount
              nodes { version }
              pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
            }
          }
        }
        """;

    /// <summary>Published a day apart, in this order.</summary>
    private readonly FakeRegistry registry = new FakeRegistry().PublishDocument(
        "left",
        """
        {
          "name": "left",
          "dist-tags": { "latest": "2.0.0" },
          "time": {
            "1.0.0": "2024-01-01T00:00:00.000Z", "1.10.0": "2024-01-02T00:00:00.000Z", "2.0.0-rc.1": "2024-01-03T00:00:00.000Z",
            "1.2.0": "2024-01-04T00:00:00.000Z", "2.0.0": "2024-01-05T00:00:00.000Z"
          },
          "versions": {
            "1.0.0": { "name": "left", "version": "1.0.0", "license": "MIT", "deprecated": "too old", "dist": { "unpackedSize": 10, "fileCount": 1 } },
            "1.2.0": { "name": "left", "version": "1.2.0", "license": "ISC", "scripts": { "install": "x" }, "hasInstallScript": true, "dist": { "unpackedSize": 30 } },
            "1.10.0": { "name": "left", "version": "1.10.0", "license": "MIT", "dist": { "unpackedSize": 30 } },
            "2.0.0-rc.1": { "name": "left", "version": "2.0.0-rc.1", "dist": {} },
            "2.0.0": { "name": "left", "version": "2.0.0", "license": "MIT", "dist": { "unpackedSize": 20 } }
          }
        }
        """
    );

    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync(registry);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("""{ "version": { "startsWith": "1." } }""", "1.0.0 1.2.0 1.10.0")]
    [InlineData("""{ "version": { "contains": "rc" } }""", "2.0.0-rc.1")]
    [InlineData("""{ "version": { "gt": "1.2.0", "lt": "2.0.0" } }""", "1.10.0 2.0.0-rc.1")]
    [InlineData("""{ "version": { "nin": ["1.0.0", "2.0.0"] }, "isPrerelease": { "eq": false } }""", "1.2.0 1.10.0")]
    [InlineData("""{ "isDeprecated": { "eq": true } }""", "1.0.0")]
    [InlineData("""{ "deprecated": { "neq": null } }""", "1.0.0")]
    [InlineData("""{ "hasInstallScript": { "eq": true } }""", "1.2.0")]
    [InlineData("""{ "unpackedSize": { "gte": 20 } }""", "1.2.0 1.10.0 2.0.0")]
    [InlineData("""{ "not": { "unpackedSize": { "gte": 20 } } }""", "1.0.0 2.0.0-rc.1")]
    [InlineData("""{ "fileCount": { "eq": 1 } }""", "1.0.0")]
    [InlineData("""{ "license": { "eq": "MIT" }, "publishedAt": { "gt": "2024-01-01T00:00:00Z" } }""", "1.10.0 2.0.0")]
    [InlineData(
        """{ "or": [{ "license": { "eq": null } }, { "isDeprecated": { "eq": true } }] }""",
        "1.0.0 2.0.0-rc.1"
    )]
    public async Task A_filter_keeps_what_it_holds_for(string where, string versions)
    {
        var page = await PageAsync(new { where = JsonElement.Parse(where) });

        string.Join(' ', page.At("nodes").Texts("version")).ShouldBe(versions);
        page.At("totalCount").GetInt32().ShouldBe(page.At("nodes").GetArrayLength());
    }

    [Fact]
    public async Task A_range_and_a_filter_both_have_to_hold()
    {
        var page = await PageAsync(
            new { range = "^1", where = JsonElement.Parse("""{ "unpackedSize": { "eq": 30 } }""") }
        );

        page.At("nodes").Texts("version").ShouldBe(["1.2.0", "1.10.0"]);
    }

    [Theory]
    [InlineData("[]", "1.0.0 1.2.0 1.10.0 2.0.0-rc.1 2.0.0")]
    [InlineData("""[{ "version": "DESC" }]""", "2.0.0 2.0.0-rc.1 1.10.0 1.2.0 1.0.0")]
    [InlineData("""[{ "publishedAt": "DESC" }]""", "2.0.0 1.2.0 2.0.0-rc.1 1.10.0 1.0.0")]
    [InlineData("""[{ "unpackedSize": "ASC" }]""", "2.0.0-rc.1 1.0.0 2.0.0 1.2.0 1.10.0")]
    [InlineData("""[{ "unpackedSize": "DESC" }]""", "1.10.0 1.2.0 2.0.0 1.0.0 2.0.0-rc.1")]
    [InlineData("""[{ "unpackedSize": "DESC" }, { "version": "ASC" }]""", "1.2.0 1.10.0 2.0.0 1.0.0 2.0.0-rc.1")]
    [InlineData("""[{ "license": "ASC" }, { "publishedAt": "DESC" }]""", "2.0.0-rc.1 1.2.0 2.0.0 1.10.0 1.0.0")]
    public async Task An_order_is_paged_through_both_ways(string given, string versions)
    {
        var order = JsonElement.Parse(given);
        var forward = new List<string>();
        var page = await PageAsync(new { order, first = 2 });
        forward.AddRange(page.At("nodes").Texts("version"));
        while (page.At("pageInfo", "hasNextPage").GetBoolean())
        {
            page = await PageAsync(
                new
                {
                    order,
                    first = 2,
                    after = page.Text("pageInfo", "endCursor"),
                }
            );
            forward.AddRange(page.At("nodes").Texts("version"));
        }

        var backward = new List<string>();
        page = await PageAsync(new { order, last = 2 });
        backward.InsertRange(0, page.At("nodes").Texts("version"));
        while (page.At("pageInfo", "hasPreviousPage").GetBoolean())
        {
            page = await PageAsync(
                new
                {
                    order,
                    last = 2,
                    before = page.Text("pageInfo", "startCursor"),
                }
            );
            backward.InsertRange(0, page.At("nodes").Texts("version"));
        }

        string.Join(' ', forward).ShouldBe(versions);
        string.Join(' ', backward).ShouldBe(versions);
    }

    [Fact]
    public async Task A_cursor_goes_on_where_its_version_does_not_match_any_more()
    {
        var order = JsonElement.Parse("""[{ "unpackedSize": "ASC" }]""");
        var page = await PageAsync(new { order, first = 2 });

        var rest = await PageAsync(
            new
            {
                order,
                after = page.Text("pageInfo", "endCursor"),
                where = JsonElement.Parse("""{ "isDeprecated": { "eq": false } }"""),
            }
        );

        rest.At("nodes").Texts("version").ShouldBe(["2.0.0", "1.2.0", "1.10.0"]);
    }

    [Fact]
    public async Task A_cursor_of_another_order_is_refused()
    {
        var page = await PageAsync(new { first = 1 });

        var error = await server.ErrorAsync(
            Query,
            new { after = page.Text("pageInfo", "endCursor"), order = JsonElement.Parse("""[{ "version": "DESC" }]""") }
        );

        error.Text("message")!.ShouldStartWith("The cursor was made in the order 'version ASC, text ASC'");
    }

    [Fact]
    public async Task A_comparison_with_what_is_no_version_is_refused() =>
        (await server.ErrorAsync(Query, new { where = JsonElement.Parse("""{ "version": { "gt": "new" } }""") }))
            .Text("message")
            .ShouldBe("`where.version.gt` is 'new', which is no version; give one such as 1.2.3.");

    [Fact]
    public async Task The_full_document_is_fetched_only_when_where_or_order_names_something_of_it()
    {
        await PageAsync(
            new
            {
                where = JsonElement.Parse("""{ "unpackedSize": { "gt": 1 }, "isDeprecated": { "eq": false } }"""),
                order = JsonElement.Parse("""[{ "fileCount": "ASC" }]"""),
            }
        );
        registry.Asked.ShouldBe([("left", DocumentForm.Abbreviated)]);

        await PageAsync(new { order = JsonElement.Parse("""[{ "publishedAt": "ASC" }]""") });

        registry.Asked.ShouldBe([("left", DocumentForm.Abbreviated), ("left", DocumentForm.Full)]);
    }

    private async Task<JsonElement> PageAsync(object variables) =>
        (await server.DataAsync(Query, variables)).At("package", "versions");
}
