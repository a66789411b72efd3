using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.Npm.Tests.Resolution;

public sealed class DependencyTreeTests
{
    [Fact]
    public async Task A_tree_is_drawn_as_npm_ls_draws_it()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            app 1.0.0: react@^18, react-dom@^18, @types/react@^18, old@npm:react@^17, gone@^2, optional fsevents@*, Zed@1
            react 17.0.2: loose-envify@^1
            react 18.2.0: loose-envify@^1
            react-dom 18.2.0: loose-envify@^1, react@^18
            loose-envify 1.4.0: js-tokens@^4
            js-tokens 4.0.0
            @types/react 18.0.0
            Zed 1.0.0
            """
        );
        universe
            .Tree("app", "1.0.0")
            .Text.ShouldBe(
                """
                app@1.0.0
                ├── @types/react@18.0.0
                ├── UNMET OPTIONAL DEPENDENCY fsevents@*
                ├── UNMET DEPENDENCY gone@^2
                ├─┬ old@npm:react@17.0.2
                │ └─┬ loose-envify@1.4.0
                │   └── js-tokens@4.0.0
                ├─┬ react-dom@18.2.0
                │ ├── loose-envify@1.4.0 deduped
                │ └─┬ react@18.2.0
                │   └── loose-envify@1.4.0 deduped
                ├── react@18.2.0 deduped
                └── Zed@1.0.0
                """.ReplaceLineEndings("\n")
            );
    }

    [Fact]
    public async Task Nodes_are_in_pre_order_and_name_their_parents()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: b@1, a@1
            a 1.0.0: c@1
            b 1.0.0: c@1
            c 1.0.0: d@1
            d 1.0.0
            """
        );
        var tree = universe.Tree("root", "1.0.0");
        Describe(tree)
            .ShouldBe(["0 - 0 root", "1 0 1 a@1", "2 1 2 c@1", "3 2 3 d@1", "4 0 1 b@1", "5 4 2 c@1 repeated"]);
        tree.TotalCount.ShouldBe(5);
        tree.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task Cycles_are_named_and_not_expanded()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: a@1, self@1
            a 1.0.0: b@1
            b 1.0.0: a@1, root@1
            self 1.0.0: self@1
            """
        );
        Describe(universe.Tree("root", "1.0.0"))
            .ShouldBe([
                "0 - 0 root",
                "1 0 1 a@1",
                "2 1 2 b@1",
                "3 2 3 a@1 repeated cycle",
                "4 2 3 root@1 repeated cycle",
                "5 0 1 self@1",
                "6 5 2 self@1 repeated cycle",
            ]);
    }

    [Fact]
    public async Task A_version_that_was_left_is_repeated_but_no_cycle()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: a@1, b@1
            a 1.0.0: c@1
            b 1.0.0: a@1
            c 1.0.0
            """
        );
        var node = universe.Tree("root", "1.0.0").Nodes[^1];
        node.Dependency!.Target!.Name.ShouldBe("a");
        node.IsRepeated.ShouldBeTrue();
        node.IsCycle.ShouldBeFalse();
    }

    [Fact]
    public async Task A_version_first_met_at_the_depth_bound_is_expanded_where_it_stands_higher()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: a@1, z@1
            a 1.0.0: z@1
            z 1.0.0: y@1
            y 1.0.0: x@1
            x 1.0.0
            """
        );
        Describe(universe.Tree("root", "1.0.0", maxDepth: 2))
            .ShouldBe(["0 - 0 root", "1 0 1 a@1", "2 1 2 z@1", "3 0 1 z@1", "4 3 2 y@1"]);
        Describe(universe.Tree("root", "1.0.0", maxDepth: 3))
            .ShouldBe(["0 - 0 root", "1 0 1 a@1", "2 1 2 z@1", "3 2 3 y@1", "4 0 1 z@1", "5 4 2 y@1", "6 5 3 x@1"]);
    }

    [Fact]
    public async Task Unresolved_requirements_are_nodes_and_problems()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: a@1, slow@1
            a 1.0.0: gone@1, root@2
            slow pending
            """
        );
        var tree = universe.Tree("root", "1.0.0");
        tree.IsComplete.ShouldBeFalse();
        tree.Problems.Select(problem => $"{problem.RequiredBy} {problem.Name} {problem.State}")
            .ShouldBe(["a@1.0.0 gone PackageNotFound", "a@1.0.0 root NoMatchingVersion", "root@1.0.0 slow Pending"]);
        tree.Heads.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Packages_at_the_depth_bound_are_listed_as_used()
    {
        var universe = await TextUniverse.ParseAsync("root 1.0.0: a@1\na 1.0.0: b@1\nb 1.0.0");
        universe.Tree("root", "1.0.0", maxDepth: 1).Heads.Select(use => use.Name).ShouldBe(["root", "a"]);
        universe.Set("root", "1.0.0", maxDepth: 1).Heads.Select(use => use.Name).ShouldBe(["root", "a"]);
    }

    [Fact]
    public async Task A_package_without_dependencies_is_drawn_as_empty()
    {
        var universe = await TextUniverse.ParseAsync("root 1.0.0");
        universe.Tree("root", "1.0.0").Text.ShouldBe("root@1.0.0\n└── (empty)");
    }

    [Fact]
    public async Task A_chain_of_ten_thousand_levels_is_built_and_its_text_is_bounded()
    {
        var chain = string.Join('\n', Enumerable.Range(0, 10_000).Select(i => $"c{i} 1.0.0: c{i + 1}@1"));
        var universe = await TextUniverse.ParseAsync($"{chain}\nc10000 1.0.0: c0@1");
        var tree = universe.Tree("c0", "1.0.0");
        tree.TotalCount.ShouldBe(10_001);
        tree.Nodes[^1].IsCycle.ShouldBeTrue();
        tree.Text.Length.ShouldBeLessThan(ResolutionLimits.MaximumTextLength + 30_000);
        tree.Text.ShouldContain("\n… ");
        tree.EstimatedBytes.ShouldBeGreaterThan(2 * ResolutionLimits.MaximumTextLength);
    }

    [Fact]
    public async Task A_graph_of_more_edges_than_the_limit_is_cut_short_and_says_so()
    {
        const int width = 800;
        var all = string.Join(", ", Enumerable.Range(0, width).Select(i => $"h{i}@npm:hub@1.0.{i}"));
        var universe = await TextUniverse.ParseAsync(
            string.Join('\n', Enumerable.Range(0, width).Select(i => $"hub 1.0.{i}: {all}"))
        );
        var tree = universe.Tree("hub", "1.0.0");
        tree.Nodes.Count.ShouldBeLessThanOrEqualTo(ResolutionLimits.MaximumEdges + 1);
        tree.IsComplete.ShouldBeFalse();
        tree.Problems.ShouldHaveSingleItem().Message.ShouldContain("smaller maxDepth");
        var set = universe.Set("hub", "1.0.0");
        set.Edges.Count.ShouldBe(ResolutionLimits.MaximumEdges);
        set.IsComplete.ShouldBeFalse();
        set.Problems.ShouldHaveSingleItem().Message.ShouldContain("smaller maxDepth");
    }

    [Theory]
    [InlineData("react-dom", "react")]
    [InlineData("@types/node", "acorn")]
    [InlineData("a_b", "a.b")]
    [InlineData("a", "a1")]
    [InlineData("a1", "ab")]
    [InlineData("ab", "aB")]
    [InlineData("aB", "ac")]
    public async Task Siblings_are_sorted_as_npm_ls_sorts_labels(string first, string second)
    {
        var universe = await TextUniverse.ParseAsync(
            $"root 1.0.0: {second}@1, {first}@1\n{first} 1.0.0\n{second} 1.0.0"
        );
        universe
            .Tree("root", "1.0.0")
            .Nodes.Skip(1)
            .Select(node => node.Dependency!.Requirement.Name)
            .ShouldBe([first, second]);
    }

    private static IEnumerable<string> Describe(DependencyTree tree) =>
        tree.Nodes.Select(node =>
            $"{node.Index} {node.Parent?.ToString() ?? "-"} {node.Depth} "
            + (node.Dependency?.Requirement.ToString() ?? "root")
            + (node.IsRepeated ? " repeated" : "")
            + (node.IsCycle ? " cycle" : "")
        );
}
