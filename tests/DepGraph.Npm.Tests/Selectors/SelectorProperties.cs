using DepGraph.Npm.Placement;
using DepGraph.Npm.Selectors;
using DepGraph.Npm.Tests.Placement;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Npm.Tests.Selectors;

public sealed class SelectorProperties
{
    private static readonly string[] Pieces =
    [
        .. "* # #a #b #@s/c . .dev .prod .optional [ ] [name] [version^=1] [os=x i] = ~= ' \" i : :root :scope :empty".Split(
            ' '
        ),
        .. ":not( :is( :has( :attr( :semver( :type( :path( ( ) ) ) , , > ~ + | \\ \\. ^1 >=1 || 1.0.0 eq registry ** é".Split(
            ' '
        ),
        " ",
        "\t",
        "\0",
        "\ud800",
        "dependencies,",
        "[b]",
    ];

    private static readonly string[] Conditions =
    [
        .. "* #a #b .dev .prod .peer [name] [version^=1] :root :scope :empty :deduped :not(#a) :is(.dev,#c) :has(>#b)".Split(
            ' '
        ),
        .. ":semver(^1) :attr(dependencies,[b]) :type(range) :path(node_modules/*)".Split(' '),
    ];

    private static readonly Gen<string> Sound =
        from steps in Gen.Elements(Conditions).NonEmptyListOf().Resize(5)
        from joint in Gen.Elements("", " ", ">", " ~ ", ", ")
        select string.Join(joint, steps);

    private static readonly Arbitrary<string> Texts = Gen.OneOf(
            Sound,
            Gen.Elements(Pieces).ArrayOf().Select(string.Concat),
            ArbMap.Default.GeneratorFor<string?>().Select(text => text ?? "")
        )
        .ToArbitrary();

    [Fact]
    public async Task Any_text_selects_something_or_is_refused()
    {
        var installation = await InstallUniverse.InstallAsync(
            "a 1.0.0: b@^1, optional c@*\nb 1.0.0: a@*\nc 1.0.0: peer b@*",
            """{"name":"p","dependencies":{"a":"1"},"devDependencies":{"c":"*"}}"""
        );
        var (answered, refused) = (0, 0);
        Prop.ForAll(
                Texts,
                text =>
                {
                    if (Paths(text, installation) is { } paths)
                    {
                        answered++;
                        paths.ShouldBe(paths.Order(StringComparer.Ordinal));
                        paths.ShouldBeUnique();
                    }
                    else
                    {
                        refused++;
                    }
                }
            )
            .Check(PropertyRun.Of(5_000));
        answered.ShouldBeGreaterThan(50);
        refused.ShouldBeGreaterThan(50);
    }

    private static string[]? Paths(string text, Installation installation)
    {
        try
        {
            return [.. Selector.Parse(text).Select(installation).Select(package => package.Path)];
        }
        catch (SelectorException refusal)
        {
            refusal.Message.ShouldNotBeEmpty();
            if (refusal.Column is { } column)
                column.ShouldBeInRange(1, text.Length + 1);
            return null;
        }
    }
}
