using DepGraph.Npm.Placement;
using DepGraph.Npm.Selectors;
using DepGraph.Npm.Tests.Placement;

namespace DepGraph.Npm.Tests.Selectors;

/// <summary>What each part of a selector means, on a tree small enough to see.</summary>
public sealed class SelectorTests
{
    private const string Universe = """
        a 1.0.0: b@^1, @s/c.js@^1
        b 1.0.0:
        b 2.0.0: optional d@*
        @s/c.js 1.0.0: b@^1
        d 1.2.3:
        t 3.0.0: b@^2, peer a@*
        """;

    private const string Project = """
        {"name":"p","version":"1.0.0","private":true,"dependencies":{"a":"1.0.0","x":"npm:d@*"},"devDependencies":{"t":"3"}}
        """;

    [Theory]
    [InlineData("*", ". a b @s/c.js d t t/b x")]
    [InlineData("#b", "b t/b")]
    [InlineData("#@s/c\\.js", "@s/c.js")]
    [InlineData("#d", "d x")]
    [InlineData("#x", "x")]
    [InlineData(".prod", ". a b @s/c.js x")]
    [InlineData(".dev", "d t t/b a b @s/c.js")]
    [InlineData(".optional", "d")]
    [InlineData(".peer", "a b @s/c.js")]
    [InlineData(".bundled, .workspace, :link, :invalid, :overridden, :extraneous", "")]
    [InlineData(":root", ".")]
    [InlineData(":root > *", "a t x")]
    [InlineData(":root>*>#b", "b t/b")]
    [InlineData("#t #d", "d")]
    [InlineData("#b ~ *", "@s/c.js a")]
    [InlineData("#a, #t", "a t")]
    [InlineData(":empty", "b d x")]
    [InlineData(":private", ".")]
    [InlineData(":deduped", "a b")]
    [InlineData("#b:not(:deduped)", "t/b")]
    [InlineData(":is(#a, #t) > *", "b @s/c.js t/b a")]
    [InlineData(":has(> #d)", ". t/b")]
    [InlineData(":has(#a)", "a")]
    [InlineData(":not(:root):private", ".")]
    [InlineData("> #a, > #t", "a")]
    [InlineData("[version=1.2.3]", "d x")]
    [InlineData("[name='@s/c.js']", "@s/c.js")]
    [InlineData("[version^=\"2.\"], [_id=t@3.0.0]", "t t/b")]
    [InlineData("[version~=3], [NAME], [name=D i]", "d t x")]
    [InlineData(":attr(dependencies, [b])", "a @s/c.js t")]
    [InlineData(":attr(dependencies, [b$='2'])", "t")]
    [InlineData(":semver(>=1.2 <3)", "d t/b x")]
    [InlineData(":semver(1.0.0)", ". a b @s/c.js")]
    [InlineData(":semver(2.0.0, [version], gt)", "t")]
    [InlineData(":semver(:attr(dependencies, [b]), 1.5.0)", "a @s/c.js")]
    [InlineData(":type(alias)", "x")]
    [InlineData(":type(tag)", "")]
    [InlineData(":type(range)", "a b @s/c.js d t t/b")]
    [InlineData(":type(version)", "a")]
    [InlineData(":path(.)", ".")]
    [InlineData(":path(node_modules/*)", "a b d t x")]
    [InlineData(":path(node_modules/t/**)", "t/b")]
    [InlineData(":path(**/*.js)", "@s/c.js")]
    [InlineData(" \t#a\n", "a")]
    public async Task Each_part_selects_what_it_says(string selector, string places) =>
        (await SelectAsync(selector))
            .Order(StringComparer.Ordinal)
            .ShouldBe(Paths(places).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Places_come_by_path_and_the_project_first()
    {
        var paths = await SelectAsync("#t, #a, :root");
        paths.ShouldBe(["", "node_modules/a", "node_modules/t"]);
    }

    [Fact]
    public async Task The_project_is_described_by_its_name_and_version()
    {
        var project = Selector
            .Parse(":root")
            .Select(await InstallUniverse.InstallAsync(Universe, Project))
            .ShouldHaveSingleItem();
        (project.Path, project.Name, project.Version, project.Manifest).ShouldBe(("", "p", "1.0.0", null));
    }

    [Fact]
    public async Task An_installation_that_npm_would_not_finish_has_nothing_to_select()
    {
        var failed = await InstallUniverse.InstallAsync(Universe, """{"dependencies":{"b":"7"}}""");
        Selector.Parse("*").Select(failed).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_project_with_workspaces_is_refused()
    {
        var installation = await InstallUniverse.InstallAsync(
            Universe,
            """{"workspaces":["w"],"dependencies":{"b":"1"}}"""
        );
        Should
            .Throw<SelectorException>(() => Selector.Parse("*").Select(installation))
            .Message.ShouldContain("workspaces");
    }

    [Fact]
    public async Task A_selector_that_takes_too_much_work_ends_with_an_error()
    {
        // Every package depends on the next ones: whatever lies below each is nearly everything.
        var universe = string.Join(
            '\n',
            Enumerable
                .Range(0, 300)
                .Select(i =>
                    $"p{i} 1.0.0: {string.Join(", ", Enumerable.Range(i + 1, Math.Min(100, 299 - i)).Select(j => $"p{j}@1"))}"
                )
        );
        var installation = await InstallUniverse.InstallAsync(universe, """{"dependencies":{"p0":"1"}}""");
        Selector.Parse(":has(* *)").Select(installation).Count.ShouldBe(300);
        var nested = Selector.Parse(":has(> *:has(* *) *:has(* *:has(* *)))");
        Should.Throw<SelectorException>(() => nested.Select(installation)).Message.ShouldContain("too much work");
    }

    private static async Task<string[]> SelectAsync(string selector) =>
        [
            .. Selector
                .Parse(selector)
                .Select(await InstallUniverse.InstallAsync(Universe, Project))
                .Select(package => package.Path),
        ];

    private static IEnumerable<string> Paths(string places) =>
        places
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(place =>
                place switch
                {
                    "." => "",
                    "t/b" => "node_modules/t/node_modules/b",
                    _ => $"node_modules/{place}",
                }
            );
}
