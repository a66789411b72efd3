using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Ingestion.Tests.Dependents.Index;

public sealed class DependentsIndexProperties
{
    [Fact]
    public void Whatever_is_built_applied_and_compacted_the_index_says_what_looking_at_every_edge_says() =>
        Check(
            from built in Declarations()
            from steps in Step().ListOf()
            select (built, steps),
            sample =>
            {
                var model = new EdgeModel();
                var builder = new DependentsBuilder(long.MaxValue);
                foreach (var (source, edges) in sample.built.DistinctBy(package => package.Source))
                {
                    model[source] = edges;
                    builder.Add(source, edges);
                }

                var index = new DependentsIndex(new DependentsState(builder.Build(), builder.Ranges), long.MaxValue);
                IndexSamples.ShouldAgree(index.State, model);
                foreach (var (source, edges) in sample.steps)
                {
                    if (source is null)
                    {
                        index.Compact();
                    }
                    else
                    {
                        model[source] = edges;
                        index.Apply(source, edges);
                    }
                }

                IndexSamples.ShouldAgree(index.State, model);
            }
        );

    [Fact]
    public void Applying_the_same_again_changes_nothing() =>
        Check(
            Declarations(),
            packages =>
            {
                var index = Empty();
                foreach (var (source, edges) in packages)
                {
                    index.Apply(source, edges);
                    var lists = IndexSamples.Names.Select(index.State.Of).ToArray();
                    index.Apply(source, edges);
                    IndexSamples.Names.Select(index.State.Of).ShouldBe(lists, ReferenceEqualityComparer.Instance);
                }
            }
        );

    private static DependentsIndex Empty() =>
        new(new DependentsState(FlatDependents.None, new RangeTexts()), long.MaxValue);

    private static Gen<List<(string Source, PackageEdge[] Edges)>> Declarations() =>
        (from source in IndexSamples.Name from edges in IndexSamples.Edges select (source, edges)).ListOf();

    /// <summary>A package's new edges, none at all (its versions are gone), or, without a package, a compaction.</summary>
    private static Gen<(string? Source, PackageEdge[] Edges)> Step() =>
        Gen.Frequency(
            (6, IndexSamples.Name.SelectMany(source => IndexSamples.Edges.Select(edges => ((string?)source, edges)))),
            (2, IndexSamples.Name.Select(source => ((string?)source, Array.Empty<PackageEdge>()))),
            (1, Gen.Constant(((string?)null, Array.Empty<PackageEdge>())))
        );

    private static void Check<T>(Gen<T> samples, Action<T> check) =>
        Prop.ForAll(samples.ToArbitrary(), check).Check(PropertyRun.Of(200));
}
