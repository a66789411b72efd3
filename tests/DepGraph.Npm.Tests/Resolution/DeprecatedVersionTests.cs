using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.Npm.Tests.Resolution;

public sealed class DeprecatedVersionTests
{
    [Fact]
    public async Task Each_stands_with_its_message_and_the_shortest_way_to_it()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: a@1, b@1
            a 1.0.0: c@1
            b 1.0.0 deprecated: e@1
            c 1.0.0: d@1
            d 1.0.0 deprecated: e@1
            e 1.0.0 deprecated
            """
        );

        Describe(universe.Set("root", "1.0.0"))
            .ShouldBe(["b@1.0.0 gone: root→b@1", "e@1.0.0 gone: root→b@1 b→e@1", "d@1.0.0 gone: root→a@1 a→c@1 c→d@1"]);
    }

    [Fact]
    public async Task Of_several_shortest_ways_the_one_by_the_first_edges_is_taken()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: z@1, y@1, x@2
            x 2.0.0: y@2
            y 1.0.0: old@*, old@^1
            y 2.0.0: old@1.0.0
            z 1.0.0: old@~1
            old 1.0.0 deprecated: root@1, old@1
            """
        );

        Describe(universe.Set("root", "1.0.0")).ShouldBe(["old@1.0.0 gone: root→z@1 z→old@~1"]);
    }

    [Fact]
    public async Task A_set_without_any_has_none_whatever_its_root_is()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0 deprecated: a@1
            a 1.0.0: root@1, missing@1
            """
        );

        universe.Set("root", "1.0.0").ListDeprecated().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_long_chain_of_them_is_listed_without_its_paths_being_made()
    {
        const int length = 5_000;
        var lines = Enumerable.Range(0, length).Select(i => $"p{i} 1.0.0 deprecated: p{i + 1}@1");
        var universe = await TextUniverse.ParseAsync(
            string.Join('\n', lines.Prepend($"p{length} 1.0.0 deprecated").Prepend("root 1.0.0: p0@1"))
        );

        var deprecated = universe.Set("root", "1.0.0").ListDeprecated();

        deprecated.Count.ShouldBe(length + 1);
        deprecated[^1].Path.Length.ShouldBe(length + 1);
    }

    /// <summary>Held to searches of their own for each version, in random graphs with cycles.</summary>
    [Fact]
    public async Task No_way_is_shorter_in_any_graph()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(2, 25);
            var lines = Enumerable
                .Range(0, count)
                .Select(i =>
                    $"p{i} 1.0.0 deprecated: "
                    + string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(_ => $"p{random.Next(count)}@1"))
                );
            var universe = await TextUniverse.ParseAsync(string.Join('\n', lines));
            var set = universe.Set("p0", "1.0.0");

            var found = set.ListDeprecated();

            found.Select(deprecated => deprecated.Version).ShouldBe(set.Entries.Select(entry => entry.Version));
            foreach (var (deprecated, entry) in found.Zip(set.Entries))
            {
                var steps = deprecated.Path.Steps;
                deprecated.Path.Length.ShouldBe(Distance(set, entry.Version), $"seed {seed}");
                steps[0].Source.ShouldBe(set.Root);
                steps[^1].Target.ShouldBe(entry.Version);
                DependencyPaths.To(set, version => version == entry.Version, first: 1).Paths[0].Steps.ShouldBe(steps);
                for (var i = 1; i < steps.Count; i++)
                    steps[i].Source.ShouldBe(steps[i - 1].Target);
            }
        }
    }

    private static int Distance(DependencySet set, VersionManifest to)
    {
        HashSet<VersionManifest> reached = [set.Root];
        for (var distance = 0; ; distance++)
        {
            if (reached.Contains(to))
                return distance;
            var next = set.Edges.Where(edge => edge.Target is not null && reached.Contains(edge.Source));
            reached.UnionWith(next.Select(edge => edge.Target!).ToArray());
        }
    }

    private static string[] Describe(DependencySet set) =>
        [
            .. set.ListDeprecated()
                .Select(deprecated =>
                    $"{deprecated.Version} {deprecated.Message}: "
                    + string.Join(
                        ' ',
                        deprecated.Path.Steps.Select(step =>
                            $"{step.Source.Name}→{step.Requirement.Name}@{step.Requirement.Range}"
                        )
                    )
                ),
        ];
}
