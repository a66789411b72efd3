using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Npm.Tests;

/// <summary>Texts made of the pieces that matter to npm's grammars, in any order.</summary>
internal static class Soup
{
    private static readonly string[] Tokens =
    [
        .. "0 1 2 3 01 00 10 9007199254740991 9007199254740992 9007199254740993 . . . . x X * - - - + v = < > <= >= ~ ~> ^ || |".Split(
            ' '
        ),
        .. "a beta 1.2.3 1.2 0.0.0 1.2.3-beta.1 1.x +b npm: github: git+ssh:// https:// file: @ / # %20 % é : [ ] é ~/ .tgz".Split(
            ' '
        ),
        " ",
        " ",
        "  ",
        " - ",
        "\t",
        "\u00a0",
        "\0",
        "\ud800",
        "",
    ];

    public static Arbitrary<string> Text { get; } =
        Gen.OneOf(
                Gen.Elements(Tokens).ArrayOf().Select(string.Concat),
                ArbMap.Default.GeneratorFor<string?>().Select(text => text ?? "")
            )
            .ToArbitrary();

    public static Gen<string> VersionText { get; } =
        from numbers in Gen.Choose(0, 3).ArrayOf(3)
        from identifiers in Gen.Elements(
                "0",
                "1",
                "2",
                "10",
                "a",
                "b1",
                "-",
                "9007199254740992",
                "9007199254740993",
                "0a"
            )
            .ArrayOf()
            .Resize(3)
        let tuple = string.Join('.', numbers)
        select identifiers.Length == 0 ? tuple : $"{tuple}-{string.Join('.', identifiers)}";

    public static Gen<string> RangeText { get; } =
        from pieces in (
            from sign in Gen.Elements("", "", "^", "~", ">", ">=", "<", "<=", "=", ">=v")
            from version in Gen.OneOf(
                VersionText,
                Gen.Elements("x", "1", "0.x", "1.2", "0.0", "2.x.x", "0.0.0", "0.0.0-0")
            )
            from joint in Gen.Elements(" ", " || ", " - ", "||")
            select sign + version + joint
        )
            .NonEmptyListOf()
            .Resize(4)
        select string.Concat(pieces).TrimEnd(' ', '|', '-');
}
