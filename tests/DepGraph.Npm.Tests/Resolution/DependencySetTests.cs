using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.Npm.Tests.Resolution;

public sealed class DependencySetTests
{
    [Fact]
    public async Task Versions_are_ordered_by_depth_then_name_then_version()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: z@1, b@1
            b 1.0.0: c@1.9.0, a@1
            z 1.0.0: c@1.10.0
            c 1.9.0
            c 1.10.0
            a 1.0.0
            """
        );
        Describe(universe.Set("root", "1.0.0"))
            .ShouldBe(["1 b@1.0.0", "1 z@1.0.0", "2 a@1.0.0", "2 c@1.9.0", "2 c@1.10.0"]);
    }

    [Fact]
    public async Task A_version_stands_at_its_shortest_distance()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: a@1, c@1
            a 1.0.0: b@1
            b 1.0.0: c@1
            c 1.0.0: d@1
            d 1.0.0
            """
        );
        var set = universe.Set("root", "1.0.0");
        Describe(set).ShouldBe(["1 a@1.0.0", "1 c@1.0.0", "2 b@1.0.0", "2 d@1.0.0"]);
        set.MaxDepth.ShouldBe(2);
        set.TotalCount.ShouldBe(4);
    }

    [Fact]
    public async Task Edges_are_numbered_by_entry_and_the_root_is_zero()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: b@1, a@1
            a 1.0.0: root@1, b@1
            b 1.0.0: b@1, missing@2
            """
        );
        var set = universe.Set("root", "1.0.0");
        set.Edges.Select(edge => $"{edge.From}→{edge.To} {edge.Requirement} {edge.State}")
            .ShouldBe([
                "0→2 b@1 Resolved",
                "0→1 a@1 Resolved",
                "1→0 root@1 Resolved",
                "1→2 b@1 Resolved",
                "2→2 b@1 Resolved",
                "2→ missing@2 PackageNotFound",
            ]);
        set.Edges[3].Source.ToString().ShouldBe("a@1.0.0");
        set.Edges[3].Target!.ToString().ShouldBe("b@1.0.0");
        set.Entries[1].RequiredBy.Select(version => version.ToString()).ShouldBe(["root@1.0.0", "a@1.0.0", "b@1.0.0"]);
    }

    [Fact]
    public async Task One_that_requires_twice_is_named_once()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: a@1, alias@npm:a@1
            a 1.0.0
            """
        );
        var set = universe.Set("root", "1.0.0");
        set.Edges.Count.ShouldBe(2);
        set.Entries.ShouldHaveSingleItem().RequiredBy.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_depth_bound_leaves_the_last_level_unexpanded_and_the_set_complete()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: a@1
            a 1.0.0: b@1
            b 1.0.0: nowhere@1
            """
        );
        Describe(universe.Set("root", "1.0.0", maxDepth: 1)).ShouldBe(["1 a@1.0.0"]);
        universe.Set("root", "1.0.0", maxDepth: 2).IsComplete.ShouldBeTrue();
        universe.Set("root", "1.0.0", maxDepth: 2).Edges.Count.ShouldBe(2);
        universe.Set("root", "1.0.0", maxDepth: 0).Entries.ShouldBeEmpty();
        universe.Set("root", "1.0.0").IsComplete.ShouldBeFalse();
    }

    [Fact]
    public async Task Kinds_are_followed_at_every_level()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: a@1, dev t@1, peer p@1, peer? q@1, optional o@1
            a 1.0.0: dev u@1, optional o@2
            t 1.0.0
            u 1.0.0
            p 1.0.0
            q 1.0.0
            o 1.0.0
            o 2.0.0
            """
        );
        Names(DependencyKinds.Runtime).ShouldBe("a@1.0.0 o@1.0.0 o@2.0.0");
        Names(DependencyKinds.Prod | DependencyKinds.Dev).ShouldBe("a@1.0.0 t@1.0.0 u@1.0.0");
        Names(DependencyKinds.Peer).ShouldBe("p@1.0.0");
        Names(DependencyKinds.PeerOptional).ShouldBe("q@1.0.0");
        Names(DependencyKinds.None).ShouldBe("");
        Names(DependencyKinds.All).ShouldBe("a@1.0.0 o@1.0.0 p@1.0.0 q@1.0.0 t@1.0.0 o@2.0.0 u@1.0.0");

        string Names(DependencyKinds kinds) =>
            string.Join(' ', universe.Set("root", "1.0.0", kinds).Entries.Select(entry => entry.Version));
    }

    [Fact]
    public async Task Problems_say_who_needs_what_and_why_it_did_not_resolve()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: left-pad@^9, gone@1, slow@1, down@1, g@git+ssh://git@example.test/g.git, bad@npm:, old@npm:left-pad@7
            left-pad 1.3.0
            slow pending
            down failed
            """
        );
        var set = universe.Set("root", "1.0.0");
        set.IsComplete.ShouldBeFalse();
        set.Problems.Select(problem => problem.State)
            .ShouldBe([
                ResolutionState.NoMatchingVersion,
                ResolutionState.PackageNotFound,
                ResolutionState.Pending,
                ResolutionState.Failed,
                ResolutionState.UnsupportedSpec,
                ResolutionState.UnsupportedSpec,
                ResolutionState.NoMatchingVersion,
            ]);
        set.Problems[0]
            .Message.ShouldBe(
                "left-pad@^9 required by root@1.0.0: no version of left-pad matches ^9 (latest is 1.3.0)"
            );
        set.Problems[1].Message.ShouldBe("gone@1 required by root@1.0.0: the registry has no package gone");
        set.Problems[2].Message.ShouldBe("slow@1 required by root@1.0.0: slow is still being fetched");
        set.Problems[3]
            .Message.ShouldBe("down@1 required by root@1.0.0: down could not be fetched: connection refused");
        set.Problems[4].Message.ShouldContain("a spec of type git is not resolved through the registry");
        set.Problems[6]
            .Message.ShouldBe(
                "old@npm:left-pad@7 required by root@1.0.0: no version of left-pad matches 7 (latest is 1.3.0)"
            );
        set.Problems.ShouldAllBe(problem => problem.RequiredBy == set.Root);
    }

    [Fact]
    public async Task Every_package_asked_for_is_listed_once()
    {
        var universe = await TextUniverse.ParseAsync(
            """
            root 1.0.0: a@1, a2@npm:a@2, gone@1, slow@1, none@9
            a 1.0.0: gone@2, root@*
            a 2.0.0
            none 1.0.0
            slow pending
            """
        );
        universe
            .Set("root", "1.0.0")
            .Heads.Select(use => $"{use.Name} {use.Status} {use.Head?.Name}")
            .ShouldBe(["root Found root", "a Found a", "gone NotFound ", "slow Pending ", "none Found none"]);
    }

    [Fact]
    public async Task The_revision_changes_with_versions_edges_and_states()
    {
        const string before = "root 1.0.0: a@^1, b@1\na 1.0.0\nb 1.0.0";
        var revision = await RevisionOf(before);
        revision.Length.ShouldBe(16);
        (await RevisionOf(before)).ShouldBe(revision);
        (await RevisionOf(before + "\nunrelated 1.0.0")).ShouldBe(revision);
        (await RevisionOf(before.Replace("a 1.0.0", "a 1.0.1"))).ShouldNotBe(revision);
        (await RevisionOf(before.Replace("a@^1", "a@1.x"))).ShouldNotBe(revision);
        (await RevisionOf(before.Replace("b 1.0.0", "b pending"))).ShouldNotBe(revision);

        static async Task<string> RevisionOf(string text) =>
            (await TextUniverse.ParseAsync(text)).Set("root", "1.0.0").Revision;
    }

    [Fact]
    public async Task A_chain_of_ten_thousand_levels_and_a_hub_of_five_thousand_versions_are_followed()
    {
        var chain = string.Join('\n', Enumerable.Range(0, 10_000).Select(i => $"c{i} 1.0.0: c{i + 1}@1"));
        var hub = string.Join(", ", Enumerable.Range(0, 5_000).Select(i => $"h{i}@npm:hub@1.0.{i}"));
        var versions = string.Join('\n', Enumerable.Range(0, 5_000).Select(i => $"hub 1.0.{i}: root@1"));
        var universe = await TextUniverse.ParseAsync($"{chain}\nc10000 1.0.0\nroot 1.0.0: {hub}\n{versions}");
        universe.Set("c0", "1.0.0").MaxDepth.ShouldBe(10_000);
        var set = universe.Set("root", "1.0.0");
        set.TotalCount.ShouldBe(5_000);
        set.Edges.Count.ShouldBe(10_000);
    }

    private static IEnumerable<string> Describe(DependencySet set) =>
        set.Entries.Select(entry => $"{entry.Depth} {entry.Version}");
}
