using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Npm.Packuments;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Ingestion.Tests.Dependents.Index;

/// <summary>Random packages, few enough to depend on one another, and what the index says of them.</summary>
internal static class IndexSamples
{
    public static readonly string[] Names =
    [
        "a",
        "aa",
        "ab",
        "b",
        "b-long-name-that-differs-at-the-end-1",
        "b-long-name-that-differs-at-the-end-2",
        "@scope/a",
        "@scope/b",
        "Z",
        "z",
        "zz",
        "zzz",
    ];

    public static readonly DependencyKinds[] KindSets =
    [
        DependencyKinds.All,
        DependencyKinds.Runtime,
        DependencyKinds.Dev,
        DependencyKinds.PeerOptional,
        DependencyKinds.None,
    ];

    public static Gen<string> Name { get; } = Gen.Elements(Names);

    /// <summary>Distinct edges in the order that the index takes them in.</summary>
    public static Gen<PackageEdge[]> Edges { get; } =
        from edges in Edge().ListOf()
        select edges
            .DistinctBy(edge => (edge.Target, edge.Kind, edge.Name))
            .OrderBy(edge => edge.Target, StringComparer.Ordinal)
            .ThenBy(edge => edge.Kind)
            .ThenBy(edge => edge.Name, StringComparer.Ordinal)
            .ToArray();

    public static void ShouldAgree(DependentsState state, EdgeModel model)
    {
        foreach (var source in Names)
        {
            TargetsOf(state, source).ShouldBe(model.TargetsOf(source), ignoreOrder: true);
        }

        foreach (var target in Names.Append("unknown"))
        {
            foreach (var kinds in KindSets)
            {
                foreach (var latestOnly in (bool[])[true, false])
                {
                    ShouldAgree(state, model, target, kinds, latestOnly);
                }
            }
        }
    }

    /// <summary>Every source from one on, by name.</summary>
    public static List<string> Read(DependentsState state, string target, EdgeFilter filter, string? from = null)
    {
        var list = state.Of(target);
        var reader = from is null
            ? new SourceReader(list, filter)
            : new SourceReader(list, filter, System.Text.Encoding.UTF8.GetBytes(from), state.Names);
        var sources = new List<string>();
        while (reader.MoveNext())
        {
            sources.Add(state.Names.TextOf(reader.Current));
        }

        return sources;
    }

    private static List<(string Target, bool IsFollowed)> TargetsOf(DependentsState state, string source)
    {
        var targets = new List<(string, bool)>();
        foreach (var target in state.Names.Find(source) is >= 0 and var number ? state.TargetsOf(number) : [])
        {
            targets.Add((state.Names.TextOf(target.Number), target.IsFollowed));
        }

        return targets;
    }

    private static void ShouldAgree(
        DependentsState state,
        EdgeModel model,
        string target,
        DependencyKinds kinds,
        bool latestOnly
    )
    {
        var filter = new EdgeFilter(kinds, latestOnly);
        var expected = model.SourcesOf(target, kinds, latestOnly).ToArray();
        state.Of(target).Count(filter).ShouldBe(model.Count(target, kinds, latestOnly));
        Read(state, target, filter).ShouldBe(expected);
        foreach (var from in Names)
        {
            Read(state, target, filter, from)
                .ShouldBe(expected.Where(source => string.CompareOrdinal(source, from) >= 0));
        }

        var ranges =
            from source in model.Sources.Order(StringComparer.Ordinal)
            from edge in model[source]
            where edge.Target == target
            select (source, edge.LatestRange);
        state
            .Of(target)
            .Edges()
            .Select(edge => (state.Names.TextOf(edge.Source), state.Ranges[edge.Edge.Range]))
            .ShouldBe(ranges);
    }

    private static Gen<PackageEdge> Edge() =>
        from target in Name
        from kind in Gen.Elements(Enum.GetValues<DependencyKind>())
        from alias in Gen.Frequency((8, Gen.Constant(target)), (1, Name))
        from versions in Gen.Choose(1, 9)
        from range in Gen.Elements(null, "^1.0.0", "^2.0.0", "*", "~3.1.4")
        select new PackageEdge(target, kind, alias, versions, range);
}
