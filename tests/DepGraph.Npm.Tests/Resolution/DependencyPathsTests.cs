using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.Npm.Tests.Resolution;

public sealed class DependencyPathsTests
{
    [Fact]
    public async Task The_shortest_way_comes_first_and_then_the_order_of_declaration()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: a@1, b@1, c@1
            a 1.0.0: b@1
            b 1.0.0: c@1
            c 1.0.0
            """
        );
        Describe(To(universe, "c"))
            .ShouldBe(["root > c@1.0.0", "root > b@1.0.0 > c@1.0.0", "root > a@1.0.0 > b@1.0.0 > c@1.0.0"]);
        Describe(To(universe, "c", first: 2)).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Every_version_of_a_package_is_explained_and_one_may_lie_on_the_way_to_another()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: c@2, a@1
            a 1.0.0: c@1
            c 1.0.0
            c 2.0.0: old@npm:c@1
            """
        );
        Describe(To(universe, "c"))
            .ShouldBe(["root > c@2.0.0", "root > c@2.0.0 > c@1.0.0", "root > a@1.0.0 > c@1.0.0"]);
    }

    [Fact]
    public async Task No_version_stands_twice_on_a_way()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: a@1
            a 1.0.0: b@1, root@1, a@1
            b 1.0.0: a@1, c@1
            c 1.0.0: b@1
            """
        );
        Describe(To(universe, "c")).ShouldBe(["root > a@1.0.0 > b@1.0.0 > c@1.0.0"]);
        Describe(To(universe, "root")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_declarations_of_the_same_version_are_two_ways()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: a@1, dev alias@npm:a@^1
            a 1.0.0
            """
        );
        var found = DependencyPaths.To(
            universe.Set("root", "1.0.0", DependencyKinds.All),
            version => version.Name == "a",
            10
        );
        found.Paths.Select(path => path.Steps[0].Requirement.ToString()).ShouldBe(["a@1", "alias@npm:a@^1"]);
    }

    [Fact]
    public async Task What_is_not_in_the_set_has_no_way() =>
        To(await TextUniverse.ParseAsync("root 1.0.0: gone@1"), "gone").Paths.ShouldBeEmpty();

    [Fact]
    public async Task Ways_without_number_are_given_out_one_after_the_other()
    {
        // Each of forty requires all the others: more ways than there are atoms.
        var names = Enumerable.Range(0, 40).Select(i => $"n{i}").ToArray();
        var all = string.Join(", ", names.Select(name => $"{name}@1"));
        var universe = await TextUniverse.ParseAsync(
            $"root 1.0.0: {all}\n" + string.Join('\n', names.Select(name => $"{name} 1.0.0: {all}"))
        );
        var set = universe.Set("root", "1.0.0");

        var found = DependencyPaths.To(set, version => version.Name == "n39", 1_000);

        found.IsCutShort.ShouldBeFalse();
        found.Paths.Count.ShouldBe(1_000);
        found
            .Paths.Select(path => path.Length)
            .ShouldBe(Enumerable.Repeat(2, 39).Prepend(1).Concat(Enumerable.Repeat(3, 960)));
        found.Paths.Distinct().Count().ShouldBe(1_000);
    }

    [Fact]
    public async Task Ways_that_lead_back_to_their_own_beginning_cost_no_more()
    {
        // From every rung of the ladder there is a short way to the end, by the beginning alone; all others go once round.
        var rungs = string.Join(
            '\n',
            Enumerable
                .Range(0, 30)
                .Select(i => $"a{i} 1.0.0: start@1, a{i + 1}@1, b{i}@1\nb{i} 1.0.0: start@1, a{i + 1}@1")
        );
        var universe = await TextUniverse.ParseAsync(
            $"root 1.0.0: start@1\nstart 1.0.0: end@1, a0@1\n{rungs}\na30 1.0.0: end@1\nend 1.0.0"
        );
        var found = DependencyPaths.To(universe.Set("root", "1.0.0"), version => version.Name == "end", 500);

        found.IsCutShort.ShouldBeFalse();
        found.Paths.Select(path => path.Length).Take(3).ShouldBe([2, 33, 34]);
        found.Paths.Count.ShouldBe(500);
    }

    [Fact]
    public async Task A_chain_of_ten_thousand_levels_is_one_way_and_no_cycle()
    {
        var chain = string.Join('\n', Enumerable.Range(0, 10_000).Select(i => $"c{i} 1.0.0: c{i + 1}@1"));
        var set = (await TextUniverse.ParseAsync($"{chain}\nc10000 1.0.0")).Set("c0", "1.0.0");

        var found = DependencyPaths.To(set, version => version.Name == "c10000", 10);

        found.Paths.ShouldHaveSingleItem().Length.ShouldBe(10_000);
        found.IsCutShort.ShouldBeFalse();
        DependencyPaths.Cycles(set, 10).Paths.ShouldBeEmpty();
    }

    [Fact]
    public async Task Long_ways_are_given_out_until_they_are_too_much_together()
    {
        var chain = string.Join('\n', Enumerable.Range(0, 9_999).Select(i => $"c{i} 1.0.0: c{i + 1}@1"));
        var ends = string.Join(", ", Enumerable.Range(0, 20).Select(i => $"e{i}@npm:end@1"));
        var set = (await TextUniverse.ParseAsync($"{chain}\nc9999 1.0.0: {ends}\nend 1.0.0")).Set("c0", "1.0.0");

        var found = DependencyPaths.To(set, version => version.Name == "end", 1_000);

        found.Paths.Select(path => path.Length).ShouldBe(Enumerable.Repeat(10_000, 10));
        found.IsCutShort.ShouldBeTrue();
    }

    [Fact]
    public async Task A_search_among_countless_long_ways_is_given_up_in_time()
    {
        var chain = string.Join(
            '\n',
            Enumerable.Range(0, 9_000).Select(i => $"c{i} 1.0.0: c{i + 1}@1, also@npm:c{i + 1}@1")
        );
        var set = (await TextUniverse.ParseAsync($"{chain}\nc9000 1.0.0")).Set("c0", "1.0.0");

        var found = DependencyPaths.To(set, version => version.Name == "c9000", 1_000);

        found.Paths[0].Steps.ShouldAllBe(step => step.Requirement.Name != "also");
        found.IsCutShort.ShouldBeTrue();
    }

    [Fact]
    public async Task Cycles_begin_at_their_first_version_and_stand_once()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: b@1, self@1
            a 1.0.0: b@1
            b 1.0.0: c@1, a@1
            c 1.0.0: a@1
            self 1.0.0: self@1
            """
        );
        DependencyPaths
            .Cycles(universe.Set("root", "1.0.0"), 10)
            .Paths.Select(Targets)
            .ShouldBe(["self@1.0.0", "a@1.0.0 > b@1.0.0", "c@1.0.0 > a@1.0.0 > b@1.0.0"]);
    }

    [Fact]
    public async Task A_cycle_through_the_root_begins_there()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: a@1
            a 1.0.0: root@1
            """
        );
        DependencyPaths
            .Cycles(universe.Set("root", "1.0.0"), 10)
            .Paths.Select(Targets)
            .ShouldBe(["a@1.0.0 > root@1.0.0"]);
    }

    [Fact]
    public async Task A_ring_of_a_thousand_is_one_cycle()
    {
        var ring = string.Join('\n', Enumerable.Range(0, 1_000).Select(i => $"r{i} 1.0.0: r{(i + 1) % 1_000}@1"));
        var set = (await TextUniverse.ParseAsync(ring)).Set("r0", "1.0.0");

        var found = DependencyPaths.Cycles(set, 10);

        found.Paths.ShouldHaveSingleItem().Length.ShouldBe(1_000);
        found.IsCutShort.ShouldBeFalse();
    }

    [Fact]
    public async Task A_ring_that_would_take_too_long_to_go_round_from_everywhere_is_given_up_in_time()
    {
        var ring = string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"r{i} 1.0.0: r{(i + 1) % 20_000}@1"));
        var set = (await TextUniverse.ParseAsync(ring)).Set("r0", "1.0.0");

        var found = DependencyPaths.Cycles(set, 10);

        found.Paths.ShouldBeEmpty();
        found.IsCutShort.ShouldBeTrue();
    }

    private static DependencyPaths To(TextUniverse universe, string name, int first = 10) =>
        DependencyPaths.To(universe.Set("root", "1.0.0"), version => version.Name == name, first);

    private static IEnumerable<string> Describe(DependencyPaths found) =>
        found.Paths.Select(path => $"root > {Targets(path)}");

    private static string Targets(DependencyPath path) => string.Join(" > ", path.Steps.Select(step => step.Target));
}
