using DepGraph.Npm.Placement;
using static DepGraph.Npm.Tests.Placement.InstallUniverse;

namespace DepGraph.Npm.Tests.Placement;

public sealed class HoistingTests
{
    [Fact]
    public async Task A_dependency_goes_to_the_top() =>
        (await PlacesAsync("a 1.0.0: b@1\nb 1.0.0: c@1\nc 1.0.0:", """{"dependencies":{"a":"1"}}""")).ShouldBe([
            "a@1.0.0",
            "b@1.0.0",
            "c@1.0.0",
        ]);

    [Fact]
    public async Task A_second_version_nests_below_what_needs_it() =>
        (await PlacesAsync("a 1.0.0: c@1\nc 1.0.0:\nc 2.0.0:", """{"dependencies":{"a":"1","c":"2"}}""")).ShouldBe([
            "a@1.0.0",
            "a/c@1.0.0",
            "c@2.0.0",
        ]);

    [Fact]
    public async Task The_first_by_name_gets_the_top_and_others_nest() =>
        (
            await PlacesAsync(
                "a 1.0.0: c@1\nb 1.0.0: c@2\nc 1.0.0:\nc 2.0.0:",
                """{"dependencies":{"b":"1","a":"1"}}"""
            )
        ).ShouldBe(["a@1.0.0", "b@1.0.0", "b/c@2.0.0", "c@1.0.0"]);

    [Fact]
    public async Task Dependents_that_agree_share_one_place() =>
        (
            await PlacesAsync(
                "a 1.0.0: c@^1.0.0\nb 1.0.0: c@^1.1.0\nc 1.0.0:\nc 1.1.0:\nc 2.0.0:",
                """{"dependencies":{"a":"1","b":"1"}}"""
            )
        ).ShouldBe(["a@1.0.0", "b@1.0.0", "c@1.1.0"]);

    [Fact]
    public async Task Dedupe_is_not_traded_for_a_lower_version_unless_it_is_preferred()
    {
        const string universe = "a 1.0.0: b@1\nb 1.0.0:\nb 2.0.0:";
        const string project = """{"dependencies":{"a":"1","b":"1||2"}}""";
        (await PlacesAsync(universe, project)).ShouldBe(["a@1.0.0", "a/b@1.0.0", "b@2.0.0"]);
    }

    [Fact]
    public async Task A_cycle_ends_where_it_began() =>
        (await PlacesAsync("a 1.0.0: b@1\nb 1.0.0: a@1", """{"dependencies":{"a":"1"}}""")).ShouldBe([
            "a@1.0.0",
            "b@1.0.0",
        ]);

    [Fact]
    public async Task A_loop_of_versions_that_would_nest_without_end_is_closed_by_a_link()
    {
        var installation = await InstallAsync(
            "a 1.0.0: b@1\nb 1.0.0: a@2\na 2.0.0: b@2\nb 2.0.0: a@1\nr 1.0.0: a@1\na 3.0.0:\nb 3.0.0:",
            """{"dependencies":{"a":"3","b":"3","r":"1"}}"""
        );
        installation.IsComplete.ShouldBeTrue();
        installation.Packages.Count.ShouldBeLessThan(10);
    }

    [Fact]
    public async Task An_alias_is_a_folder_of_its_own() =>
        (
            await PlacesAsync(
                "a 1.0.0: c@npm:b@2\nb 1.0.0:\nb 2.0.0:",
                """{"dependencies":{"a":"1","b":"1","d":"npm:b@1"}}"""
            )
        ).ShouldBe(["a@1.0.0", "b@1.0.0", "c@2.0.0 is b", "d@1.0.0 is b"]);

    [Fact]
    public async Task Names_that_differ_in_case_share_a_folder() =>
        (await PlacesAsync("a 1.0.0: B@1\nB 1.0.0:\nb 1.0.0:", """{"dependencies":{"a":"1","b":"1"}}""")).ShouldBe([
            "a@1.0.0",
            "a/B@1.0.0",
            "b@1.0.0",
        ]);

    [Fact]
    public async Task What_is_deprecated_comes_after_what_is_not() =>
        (await PlacesAsync("a 1.0.0:\na 1.1.0 deprecated:\na 2.0.0:", """{"dependencies":{"a":"^1"}}""")).ShouldBe([
            "a@1.0.0",
        ]);

    [Fact]
    public async Task The_same_dependency_may_be_named_in_two_maps_and_dev_wins_at_the_top() =>
        (
            await PlacesAsync("a 1.0.0:\na 2.0.0:", """{"dependencies":{"a":"1"},"devDependencies":{"a":"2"}}""")
        ).ShouldBe(["a@2.0.0 dev"]);

    [Fact]
    public async Task Development_dependencies_of_dependencies_do_not_exist() =>
        (await PlacesAsync("a 1.0.0: dev b@1\nb 1.0.0:", """{"dependencies":{"a":"1"}}""")).ShouldBe(["a@1.0.0"]);

    [Fact]
    public async Task Only_what_no_required_path_leads_to_is_dev_or_optional() =>
        (
            await PlacesAsync(
                "a 1.0.0: x@1\nb 1.0.0: x@1, y@1\nc 1.0.0: y@1, z@1\nx 1.0.0:\ny 1.0.0:\nz 1.0.0:",
                """{"dependencies":{"a":"1"},"devDependencies":{"b":"1"},"optionalDependencies":{"c":"1"}}"""
            )
        ).ShouldBe([
            "a@1.0.0",
            "b@1.0.0 dev",
            "c@1.0.0 optional",
            "x@1.0.0",
            "y@1.0.0 devOptional",
            "z@1.0.0 optional",
        ]);

    [Fact]
    public async Task A_version_that_is_one_only_loosely_cannot_be_compared() =>
        (
            await InstallAsync(
                "a 1.0.0: c@>=1.0.1-0 <2\nb 1.0.0: c@2\nc 1.0.1beta:\nc 2.0.0:",
                """{"dependencies":{"a":"1","b":"1"}}"""
            )
        )
            .Problems.ShouldHaveSingleItem()
            .Code.ShouldBe("EXIT1");

    [Fact]
    public async Task A_project_without_dependencies_installs_nothing() =>
        (await PlacesAsync("", """{"name":"p"}""")).ShouldBeEmpty();

    [Fact]
    public async Task Omitted_kinds_are_placed_but_skipped() =>
        (
            await PlacesAsync(
                "a 1.0.0:\nb 1.0.0:",
                """{"dependencies":{"a":"1"},"devDependencies":{"b":"1"}}""",
                new InstallOptions { Omit = DepGraph.Npm.Packuments.DependencyKinds.Dev }
            )
        ).ShouldBe(["a@1.0.0", "b@1.0.0 dev skipped:Omit"]);
}
