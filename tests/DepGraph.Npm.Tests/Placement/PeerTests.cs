using DepGraph.Npm.Placement;
using static DepGraph.Npm.Tests.Placement.InstallUniverse;

namespace DepGraph.Npm.Tests.Placement;

public sealed class PeerTests
{
    private const string Plugins = """
        host 1.0.0:
        host 2.0.0:
        one 1.0.0: peer host@1
        two 1.0.0: peer host@2
        both 1.0.0: one@1, two@1
        """;

    [Fact]
    public async Task A_peer_is_installed_beside_its_dependent() =>
        (await PlacesAsync(Plugins, """{"dependencies":{"one":"1"}}""")).ShouldBe(["host@1.0.0 peer", "one@1.0.0"]);

    [Fact]
    public async Task A_broad_wish_of_the_project_is_narrowed_to_what_the_peer_needs() =>
        (await PlacesAsync(Plugins, """{"dependencies":{"host":">=1","one":"1"}}""")).ShouldBe([
            "host@1.0.0",
            "one@1.0.0",
        ]);

    [Fact]
    public async Task A_conflict_of_the_project_is_an_error_with_its_story()
    {
        var installation = await InstallAsync(Plugins, """{"name":"p","dependencies":{"host":"2","one":"1"}}""");
        installation.Packages.ShouldBeEmpty();
        installation.IsComplete.ShouldBeFalse();
        var problem = installation.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe("ERESOLVE");
        problem.Name.ShouldBe("host");
        problem.Explanation.ShouldNotBeNull().ShouldStartWith("While resolving: p@");
    }

    [Fact]
    public async Task Siblings_that_want_different_hosts_conflict()
    {
        var installation = await InstallAsync(Plugins, """{"dependencies":{"one":"1","two":"1"}}""");
        installation.Problems.ShouldHaveSingleItem().Code.ShouldBe("ERESOLVE");
    }

    [Fact]
    public async Task A_conflict_further_down_nests() =>
        (await PlacesAsync(Plugins, """{"dependencies":{"both":"1"}}""")).ShouldBe([
            "both@1.0.0",
            "both/host@2.0.0 peer",
            "both/two@1.0.0",
            "host@1.0.0 peer",
            "one@1.0.0",
        ]);

    [Fact]
    public async Task Legacy_peer_deps_looks_at_no_peer() =>
        (
            await PlacesAsync(
                Plugins,
                """{"dependencies":{"host":"2","one":"1"}}""",
                new InstallOptions { LegacyPeerDeps = true }
            )
        ).ShouldBe(["host@2.0.0", "one@1.0.0"]);

    [Fact]
    public async Task Force_lets_the_conflict_pass_with_a_warning()
    {
        var installation = await InstallAsync(
            Plugins,
            """{"dependencies":{"host":"2","one":"1"}}""",
            new InstallOptions { Force = true }
        );
        installation.IsComplete.ShouldBeTrue();
        installation.Packages.Select(Place).ShouldBe(["host@2.0.0", "one@1.0.0"]);
        installation.Problems.ShouldHaveSingleItem().Severity.ShouldBe(ProblemSeverity.Warning);
    }

    [Fact]
    public async Task An_optional_peer_is_not_installed_but_must_fit_when_it_is_there()
    {
        const string universe = "host 1.0.0:\nhost 2.0.0:\na 1.0.0: peer? host@1";
        (await PlacesAsync(universe, """{"dependencies":{"a":"1"}}""")).ShouldBe(["a@1.0.0"]);
        (await InstallAsync(universe, """{"dependencies":{"a":"1","host":"2"}}"""))
            .Problems.ShouldHaveSingleItem()
            .Code.ShouldBe("ERESOLVE");
    }

    [Fact]
    public async Task Peers_may_form_a_cycle() =>
        (await PlacesAsync("a 1.0.0: peer b@1\nb 1.0.0: peer a@1", """{"dependencies":{"a":"1"}}""")).ShouldBe([
            "a@1.0.0",
            "b@1.0.0 peer",
        ]);

    [Fact]
    public async Task A_peer_that_is_a_dependency_too_is_a_dependency() =>
        (
            await PlacesAsync(
                "host 1.0.0:\nhost 2.0.0:\na 1.0.0: peer host@1, host@1",
                """{"dependencies":{"a":"1","host":"2"}}"""
            )
        ).ShouldBe(["a@1.0.0", "a/host@1.0.0", "host@2.0.0"]);

    [Fact]
    public async Task A_chain_of_peers_without_end_is_refused()
    {
        var universe = string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"p{i} 1.0.0: peer p{i + 1}@1"));
        var installation = await InstallAsync(universe, """{"dependencies":{"p0":"1"}}""");
        installation.Problems.ShouldHaveSingleItem().Code.ShouldBe(InstallProblem.TooLarge);
    }
}
