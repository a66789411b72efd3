using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Backwards;

/// <summary>The whole corpus, imported and served by the real programs: dependents are what its documents say.</summary>
public sealed class DependentsEqualTheDocuments(ImportedCorpus corpus) : IClassFixture<ImportedCorpus>
{
    private const string Query = """
        query ($name: String!, $latestOnly: Boolean! = true, $depth: Int! = 1, $first: Int! = 1000, $after: String) {
          package(name: $name) {
            dependents(latestOnly: $latestOnly, depth: $depth, first: $first, after: $after) {
              totalCount totalCountIsExact pageInfo { hasNextPage endCursor }
              nodes { version { version package { name } } kind name range depth } } } }
        """;

    [Theory]
    [InlineData("semver")]
    [InlineData("lodash")]
    [InlineData("@babel/core")]
    [InlineData("typescript")]
    [InlineData("react")]
    [InlineData("string-width")]
    [InlineData("debug")]
    public async Task Direct_dependents_of_latest_and_of_all_versions_are_what_the_documents_declare(string name)
    {
        foreach (var latestOnly in (bool[])[true, false])
        {
            var expected = corpus.Edges.DependentsOf(name, latestOnly).Order(StringComparer.Ordinal).ToArray();
            expected.ShouldNotBeEmpty();

            var (total, nodes) = await AskAsync(new { name, latestOnly });

            nodes.Select(Text).Order(StringComparer.Ordinal).ShouldBe(expected);
            total.ShouldBe(expected.Length);
            var packages = nodes.Select(PackageOf).Distinct().ToArray();
            packages.ShouldBe(packages.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("ms")]
    [InlineData("wrappy")]
    [InlineData("react")]
    public async Task Indirect_dependents_are_those_that_following_the_documents_backwards_finds(string name)
    {
        var expected = corpus.Edges.Reaching(name);
        expected.ShouldNotBeEmpty();

        var (total, nodes) = await AskAsync(new { name, depth = 1000 });

        nodes
            .Select(node => (PackageOf(node), node.GetProperty("depth").GetInt32()))
            .ShouldBe(
                expected
                    .OrderBy(pair => pair.Value)
                    .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => (pair.Key, pair.Value))
            );
        total.ShouldBe(expected.Count);
    }

    private static string PackageOf(JsonElement node) =>
        node.GetProperty("version").GetProperty("package").GetProperty("name").GetString()!;

    private static string Text(JsonElement node) =>
        $"{PackageOf(node)}@{node.GetProperty("version").GetProperty("version")} {node.GetProperty("kind")} {node.GetProperty("name")} {node.GetProperty("range")}";

    /// <summary>The count, and the nodes of all pages.</summary>
    private async Task<(int Total, List<JsonElement> Nodes)> AskAsync(object variables)
    {
        var nodes = new List<JsonElement>();
        var arguments = JsonSerializer.SerializeToNode(variables)!.AsObject();
        while (true)
        {
            var data = await corpus.Program.DataAsync(Query, arguments);
            var page = data.GetProperty("package").GetProperty("dependents");
            page.GetProperty("totalCountIsExact").GetBoolean().ShouldBeTrue();
            nodes.AddRange(page.GetProperty("nodes").EnumerateArray());
            if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
            {
                return (page.GetProperty("totalCount").GetInt32(), nodes);
            }

            arguments["after"] = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }
    }
}
