using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Ingestion.Dependents.Transitive;
using DepGraph.Ingestion.Tests.Dependents.Index;
using DepGraph.Npm.Packuments;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Ingestion.Tests.Dependents;

public sealed class TransitiveProperties
{
    [Fact]
    public void What_is_found_is_what_following_every_edge_step_by_step_gives() =>
        Prop.ForAll(
                (
                    from packages in (
                        from source in IndexSamples.Name
                        from edges in IndexSamples.Edges
                        select (source, edges)
                    ).ListOf()
                    from compacted in Gen.Choose(0, 20)
                    from depth in Gen.Choose(1, 5)
                    from kinds in Gen.Elements(IndexSamples.KindSets)
                    select (packages, compacted, depth, kinds)
                ).ToArbitrary(),
                sample =>
                {
                    var model = new EdgeModel();
                    var index = new DependentsIndex(
                        new DependentsState(FlatDependents.None, new RangeTexts()),
                        long.MaxValue
                    );
                    foreach (var (place, (source, edges)) in sample.packages.Index())
                    {
                        model[source] = edges;
                        index.Apply(source, edges);
                        if (place == sample.compacted)
                        {
                            index.Compact();
                        }
                    }

                    foreach (var root in IndexSamples.Names)
                    {
                        var key = new TransitiveKey(root, sample.kinds, sample.depth);
                        var found = TransitiveWalk.Run(index.State, key, isExact: true);
                        Enumerable
                            .Range(0, found.Count)
                            .Select(place => (found.NameAt(place), found.DepthAt(place)))
                            .ShouldBe(Search(model, root, sample.kinds, sample.depth));
                    }
                }
            )
            .Check(PropertyRun.Of(200));

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public void Few_among_many_packages_come_by_distance_then_name_whenever_they_came(int others)
    {
        var index = new DependentsIndex(new DependentsState(FlatDependents.None, new RangeTexts()), long.MaxValue);
        var model = new EdgeModel();
        for (var i = 0; i < others; i++)
        {
            Declare($"o{i:0000}", $"o{i / 2:0000}");
        }

        (string Source, string Target)[] before = [("m", "a"), ("k", "a"), ("t", "k"), ("c", "m"), ("z", "t")];
        (string Source, string Target)[] behind =
        [
            ("l", "a"),
            ("b", "k"),
            ("y", "l"),
            ("d", "t"),
            ("zz", "y"),
            ("x", "d"),
        ];
        foreach (var (source, target) in before)
        {
            Declare(source, target);
        }

        index.Compact();
        foreach (var (source, target) in behind)
        {
            Declare(source, target);
        }

        var found = TransitiveWalk.Run(index.State, new TransitiveKey("a", DependencyKinds.All, 9), isExact: true);

        Enumerable
            .Range(0, found.Count)
            .Select(place => (found.NameAt(place), found.DepthAt(place)))
            .ShouldBe(Search(model, "a", DependencyKinds.All, 9));
        found.Count.ShouldBe(before.Length + behind.Length);
        found.IsAt("a", 0).ShouldBeTrue();
        found.IsAt("k", 1).ShouldBeTrue();
        found.IsAt("l", 1).ShouldBeTrue();
        found.IsAt("k", 2).ShouldBeFalse();
        found.IsAt("x", 4).ShouldBeTrue();
        found.IsAt("o0001", 1).ShouldBeFalse();
        found.IsAt("unknown", 1).ShouldBeFalse();

        void Declare(string source, string target)
        {
            PackageEdge[] edges = [new(target, DependencyKind.Prod, target, 1, "*")];
            model[source] = edges;
            index.Apply(source, edges);
        }
    }

    private static List<(string Name, int Depth)> Search(
        EdgeModel model,
        string root,
        DependencyKinds kinds,
        int deepest
    )
    {
        var found = new List<(string Name, int Depth)>();
        string[] level = [root];
        for (var depth = 1; depth <= deepest; depth++)
        {
            level =
            [
                .. level
                    .SelectMany(target => model.SourcesOf(target, kinds, latestOnly: true))
                    .Distinct()
                    .Where(source => source != root && found.TrueForAll(known => known.Name != source))
                    .Order(StringComparer.Ordinal),
            ];
            found.AddRange(level.Select(name => (name, depth)));
        }

        return found;
    }
}
