using System.Text.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.Npm.Tests.Resolution;

/// <summary>Paths and cycles in sets of real packages, held to what the edges of the reference closure give.</summary>
public sealed class PathOracleTests(ClosureOracle oracle) : IClassFixture<ClosureOracle>
{
    private const int First = 40;

    [Theory]
    [InlineData("express@^4", "ms")]
    [InlineData("express@^4", "es-errors")]
    [InlineData("jest@^29", "semver")]
    [InlineData("jest@^29", "picocolors")]
    [InlineData("jest@^29", "browserslist")]
    [InlineData("webpack@^5", "browserslist")]
    [InlineData("request", "psl")]
    public async Task Ways_are_those_that_going_on_level_by_level_finds(string spec, string name)
    {
        var answer = (await oracle.AskAsync([spec], DependencyKinds.Runtime)).Single();
        var edges = EdgesOf(answer);
        var root = answer.GetProperty("root").GetString()!;
        var set = SetOf(root, DependencyKinds.Runtime);

        var found = DependencyPaths
            .To(set, version => version.Name == name, First)
            .Paths.Select(path => string.Join(", ", path.Steps.Select(Describe)))
            .ToArray();

        found.ShouldBeUnique();
        var expected = Ways(edges, root, target => NameOf(target) == name).GroupBy(way => way.Length).ToArray();
        var count = 0;
        foreach (var (length, ways) in expected.Select(group => (group.Key, group.Select(Join).ToHashSet())))
        {
            // Which of the longest are given is a matter of their order.
            var ours = found.Skip(count).Take(ways.Count).ToArray();
            ours.ShouldAllBe(way => ways.Contains(way), $"{length} steps");
            count += ways.Count;
        }
        found.Length.ShouldBe(Math.Min(First, count));
    }

    [Theory]
    [InlineData("jest@^29", DependencyKinds.Runtime)]
    [InlineData("webpack@^5", DependencyKinds.Runtime)]
    [InlineData("express@^4", DependencyKinds.Runtime)]
    [InlineData("webpack@^5", DependencyKinds.Runtime | DependencyKinds.Peer)]
    public async Task Every_dependency_that_leads_back_is_on_a_cycle_as_short_as_the_way_back(
        string spec,
        DependencyKinds kinds
    )
    {
        var answer = (await oracle.AskAsync([spec], kinds)).Single();
        var edges = EdgesOf(answer);
        var set = SetOf(answer.GetProperty("root").GetString()!, kinds);

        var found = DependencyPaths.Cycles(set, 1_000);

        found.IsCutShort.ShouldBeFalse();
        var shortest = found
            .Paths.SelectMany(cycle => cycle.Steps.Select(step => (Step: Describe(step), cycle.Length)))
            .GroupBy(step => step.Step)
            .ToDictionary(step => step.Key, step => step.Min(on => on.Length));
        foreach (var edge in edges)
        {
            var wayBack = edge.To == edge.From ? 0 : Distance(edges, edge.To, edge.From);
            shortest.TryGetValue(edge.ToString(), out var length).ShouldBe(wayBack is not null, edge.ToString());
            if (wayBack is not null)
                length.ShouldBe(wayBack.Value + 1, edge.ToString());
        }
    }

    private static DependencySet SetOf(string root, DependencyKinds kinds)
    {
        var heads = new CorpusHeads(asOf: null);
        var at = root.LastIndexOf('@');
        var head = heads.Find(root[..at]).Head!;
        return DependencySet.Build(head[head.IndexOf(root[(at + 1)..])], kinds, null, heads);
    }

    /// <summary>All ways level by level, until there are as many as are asked for and the level is whole.</summary>
    private static List<Edge[]> Ways(IReadOnlyList<Edge> edges, string root, Func<string, bool> isWanted)
    {
        var next = edges.ToLookup(edge => edge.From);
        var leading = Leading(edges, isWanted);
        List<Edge[]> found = [];
        List<Edge[]> level =
        [
            [],
        ];
        while (level.Count > 0 && found.Count < First)
        {
            level =
            [
                .. level.SelectMany(way =>
                    next[way.Length == 0 ? root : way[^1].To]
                        .Where(edge =>
                            leading.Contains(edge.To) && edge.To != root && way.All(met => met.To != edge.To)
                        )
                        .Select(edge => (Edge[])[.. way, edge])
                ),
            ];
            found.AddRange(level.Where(way => isWanted(way[^1].To)));
        }
        return found;
    }

    /// <summary>The versions from which something wanted can be reached.</summary>
    private static HashSet<string> Leading(IReadOnlyList<Edge> edges, Func<string, bool> isWanted)
    {
        var leading = edges.Select(edge => edge.To).Where(isWanted).ToHashSet();
        int before;
        do
        {
            before = leading.Count;
            leading.UnionWith([.. edges.Where(edge => leading.Contains(edge.To)).Select(edge => edge.From)]);
        } while (leading.Count > before);
        return leading;
    }

    private static int? Distance(IReadOnlyList<Edge> edges, string from, string to)
    {
        HashSet<string> met = [from];
        string[] level = [from];
        for (var distance = 0; level.Length > 0; distance++)
        {
            if (level.Contains(to))
                return distance;
            level = [.. edges.Where(edge => level.Contains(edge.From)).Select(edge => edge.To).Where(met.Add)];
        }
        return null;
    }

    private static List<Edge> EdgesOf(JsonElement answer) =>
        [
            .. answer
                .GetProperty("edges")
                .EnumerateArray()
                .Select(edge => new Edge($"{edge[0]}", $"{edge[1]}", $"{edge[2]}", $"{edge[3]}", $"{edge[4]}"))
                .Where(edge => edge.To.LastIndexOf('@') > 0),
        ];

    private static string NameOf(string version) => version[..version.LastIndexOf('@')];

    private static string Join(Edge[] way) => string.Join(", ", way.Select(edge => edge.ToString()));

    private static string Describe(DependencySetEdge edge) =>
        new Edge(
            $"{edge.Source}",
            edge.Requirement.Name,
            edge.Requirement.Kind.ToString().ToUpperInvariant(),
            edge.Requirement.Range,
            $"{edge.Target}"
        ).ToString();

    private sealed record Edge(string From, string Name, string Kind, string Range, string To)
    {
        public override string ToString() => $"{From} {Name} {Kind} {Range} {To}";
    }
}
