using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Ingestion.Dependents.Transitive;
using DepGraph.Ingestion.Tests.Dependents.Index;
using DepGraph.Npm.Packuments;
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
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

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
