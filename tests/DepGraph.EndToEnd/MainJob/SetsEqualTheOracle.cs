using System.Text.Json;
using DepGraph.EndToEnd.Answers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.MainJob;

/// <summary>Sets, depths, edges and states of the running service equal those of the reference closure over the same registry.</summary>
public sealed class SetsEqualTheOracle(Workplace place) : IClassFixture<Workplace>
{
    private const string Query = """
        query ($spec: String!, $kinds: [DependencyKind!]!, $maxDepth: Int, $entries: String, $edges: String) {
          packageVersion(spec: $spec) {
            version
            package { name }
            dependencySet(kinds: $kinds, maxDepth: $maxDepth) {
              totalCount maxDepth isComplete
              entries(first: 1000, after: $entries) {
                nodes { depth version { version package { name } } }
                pageInfo { hasNextPage endCursor }
              }
              edges(first: 1000, after: $edges) {
                nodes { source { version package { name } } target { version package { name } } name range kind state }
                pageInfo { hasNextPage endCursor }
              }
            }
          }
        }
        """;

    public static TheoryData<string, string, int?> Cases =>
        new()
        {
            { "express@^4", "PROD,OPTIONAL", null },
            { "webpack@^5", "PROD,OPTIONAL", null },
            { "jest@^29", "PROD,OPTIONAL", null },
            { "jest@^29", "PROD,OPTIONAL", 3 },
            { "next", "PROD,OPTIONAL", null },
            { "vite@^5", "PROD,OPTIONAL,PEER,PEER_OPTIONAL", 2 },
            { "express@4.17.1", "PROD,DEV,PEER,OPTIONAL,PEER_OPTIONAL", 1 },
            { "@syn/chain-0", "PROD,OPTIONAL", null },
            { "@syn/self", "PROD,OPTIONAL", null },
            { "@syn/c1", "PROD,OPTIONAL", null },
            { "@syn/uses-alias", "PROD,OPTIONAL", null },
            { "@syn/odd", "PROD,OPTIONAL", null },
            { "@syn/opt-mid", "PROD,OPTIONAL", null },
            { "@syn/needs-opt", "PROD,OPTIONAL", null },
            { "@syn/tags-broken@1", "PROD,OPTIONAL", null },
            { "@syn/wide", "PROD,OPTIONAL", null },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_set_has_the_entries_depths_edges_and_states_of_the_reference(
        string spec,
        string kinds,
        int? maxDepth
    )
    {
        var expected = await ReferenceAsync(spec, kinds, maxDepth);

        var found = await AskAsync(spec, kinds, maxDepth);

        found.Root.ShouldBe(expected.Root);
        found.TotalCount.ShouldBe(expected.TotalCount);
        found.MaxDepth.ShouldBe(expected.MaxDepth);
        found.IsComplete.ShouldBe(expected.IsComplete);
        found.Entries.ShouldBe(expected.Entries, ignoreOrder: true);
        found.Edges.ShouldBe(expected.Edges, ignoreOrder: true);
    }

    private async Task<Closure> AskAsync(string spec, string kinds, int? maxDepth)
    {
        var entries = new List<string>();
        var edges = new List<string>();
        string? afterEntry = null;
        string? afterEdge = null;
        while (true)
        {
            var data = await place.Program.DataAsync(
                Query,
                new
                {
                    spec,
                    kinds = kinds.Split(','),
                    maxDepth,
                    entries = afterEntry,
                    edges = afterEdge,
                }
            );
            var version = data.GetProperty("packageVersion");
            var set = version.GetProperty("dependencySet");
            var entryPage = set.GetProperty("entries");
            var edgePage = set.GetProperty("edges");
            entries.AddRange(entryPage.GetProperty("nodes").EnumerateArray().Select(SetAnswer.Entry));
            edges.AddRange(edgePage.GetProperty("nodes").EnumerateArray().Select(SetAnswer.Edge));
            afterEntry = End(entryPage) ?? afterEntry;
            afterEdge = End(edgePage) ?? afterEdge;
            if (!HasNext(entryPage) && !HasNext(edgePage))
            {
                return new Closure(
                    SetAnswer.Id(version),
                    set.GetProperty("totalCount").GetInt32(),
                    set.GetProperty("maxDepth").GetInt32(),
                    set.GetProperty("isComplete").GetBoolean(),
                    entries,
                    edges
                );
            }
        }
    }

    private async Task<Closure> ReferenceAsync(string spec, string kinds, int? maxDepth)
    {
        List<string> arguments = ["--registry", place.Registry.Address.ToString(), "--kinds", kinds];
        if (maxDepth is { } depth)
        {
            arguments.AddRange(["--max-depth", $"{depth}"]);
        }

        arguments.Add(spec);
        var (exitCode, output, error) = await NodeProcess.RunAsync(Equipment.Require("npm/closure.mjs"), arguments);
        exitCode.ShouldBe(0, error);
        var reference = JsonDocument.Parse(output).RootElement;
        return new Closure(
            reference.GetProperty("root").GetString()!,
            reference.GetProperty("totalCount").GetInt32(),
            reference.GetProperty("maxDepth").GetInt32(),
            !reference.GetProperty("incomplete").GetBoolean(),
            [
                .. reference
                    .GetProperty("entries")
                    .EnumerateArray()
                    .Select(e => $"{e[0].GetString()} at {e[1].GetInt32()}"),
            ],
            [.. reference.GetProperty("edges").EnumerateArray().Select(e => string.Join(' ', e.EnumerateArray()))]
        );
    }

    private static bool HasNext(JsonElement page) =>
        page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean();

    private static string? End(JsonElement page) => page.GetProperty("pageInfo").GetProperty("endCursor").GetString();

    private sealed record Closure(
        string Root,
        int TotalCount,
        int MaxDepth,
        bool IsComplete,
        IReadOnlyList<string> Entries,
        IReadOnlyList<string> Edges
    );
}
