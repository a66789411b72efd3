using DepGraph.Npm.Resolution;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Npm.Tests.Resolution;

public sealed class DependencyPathsProperties
{
    private static readonly Config Thorough = PropertyRun.Of(1_000);

    [Fact]
    public void Paths_are_the_first_of_all_simple_ways_in_their_order() =>
        Prop.ForAll(
                (
                    from edges in SetSamples.Edges
                    from wanted in Gen.Choose(0, 3)
                    from first in Gen.Elements(0, 1, 2, 5, 1_000)
                    select (edges, wanted, first)
                ).ToArbitrary(),
                sample =>
                {
                    var set = SetSamples.SetOf(sample.edges);
                    var name = $"p{sample.wanted}";

                    var found = DependencyPaths.To(set, version => version.Name == name, sample.first);

                    found.IsCutShort.ShouldBeFalse();
                    Texts(set, found)
                        .ShouldBe(
                            NaivePaths
                                .All(set, 0, node => node > 0 && set.Entries[node - 1].Version.Name == name)
                                .Take(sample.first)
                                .Select(path => string.Join(' ', path))
                        );
                }
            )
            .Check(Thorough);

    [Fact]
    public void Cycles_are_the_shortest_through_each_edge_that_lies_on_one() =>
        Prop.ForAll(
                (
                    from edges in SetSamples.Edges
                    from first in Gen.Elements(0, 1, 3, 1_000)
                    select (edges, first)
                ).ToArbitrary(),
                sample =>
                {
                    var set = SetSamples.SetOf(sample.edges);

                    var found = DependencyPaths.Cycles(set, sample.first);

                    found.IsCutShort.ShouldBeFalse();
                    Texts(set, found)
                        .ShouldBe(NaivePaths.Cycles(set).Take(sample.first).Select(cycle => string.Join(' ', cycle)));
                }
            )
            .Check(Thorough);

    [Fact]
    public void A_search_that_is_given_up_has_the_first_and_says_that_there_may_be_more() =>
        Prop.ForAll(
                (from edges in SetSamples.Edges from looks in Gen.Choose(0, 300) select (edges, looks)).ToArbitrary(),
                sample =>
                {
                    var set = SetSamples.SetOf(sample.edges);

                    ShouldBeTheBeginning(
                        set,
                        DependencyPaths.To(set, version => version.Name == "p3", 1_000, sample.looks),
                        DependencyPaths.To(set, version => version.Name == "p3", 1_000)
                    );
                    ShouldBeTheBeginning(
                        set,
                        DependencyPaths.Cycles(set, 1_000, sample.looks),
                        DependencyPaths.Cycles(set, 1_000)
                    );
                }
            )
            .Check(Thorough);

    private static void ShouldBeTheBeginning(DependencySet set, DependencyPaths part, DependencyPaths whole)
    {
        Texts(set, part).ShouldBe(Texts(set, whole).Take(part.Paths.Count));
        (part.IsCutShort || part.Paths.Count == whole.Paths.Count).ShouldBeTrue();
    }

    private static IEnumerable<string> Texts(DependencySet set, DependencyPaths paths)
    {
        var places = set.Edges.Index().ToDictionary(edge => edge.Item, edge => edge.Index);
        return paths.Paths.Select(path => string.Join(' ', path.Steps.Select(step => places[step])));
    }
}
