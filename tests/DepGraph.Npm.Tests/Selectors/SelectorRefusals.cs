using DepGraph.Npm.Selectors;

namespace DepGraph.Npm.Tests.Selectors;

/// <summary>Selectors that are not answered, and what is said about them.</summary>
public sealed class SelectorRefusals
{
    [Theory]
    [InlineData("", 1, "A condition is expected")]
    [InlineData("lodash", 1, "`#name`")]
    [InlineData("#", 2, "A package's name is expected")]
    [InlineData("#a.b", 3, "written `\\.`")]
    [InlineData("#a\\62", 4, "A backslash")]
    [InlineData("#a\\/b", 4, "A backslash")]
    [InlineData("#a >", 5, "after a combinator")]
    [InlineData("#a + #b", 4, "`>`, `~` and white space")]
    [InlineData("#a > > #b", 6, "A condition is expected")]
    [InlineData("#a,", 4, "A condition is expected")]
    [InlineData("#a)", 3, "no `(`")]
    [InlineData(".production", 1, ".prod, .dev")]
    [InlineData("[", 2, "An attribute's name")]
    [InlineData("[a", 3, "one of = ~=")]
    [InlineData("[a!=b]", 3, "one of = ~=")]
    [InlineData("[a=]", 4, "A value")]
    [InlineData("[a=^1]", 4, "in quotes")]
    [InlineData("[a=b x]", 6, "`]` is expected")]
    [InlineData("[a=\"b]", 4, "does not end")]
    [InlineData("[a='é' i]", 9, "ASCII")]
    [InlineData("[a\\.b]", 2, "no backslash")]
    [InlineData("[constructor]", 2, "every object of JavaScript")]
    [InlineData(":vuln", 1, "cannot be answered here")]
    [InlineData(":outdated(major)", 1, "cannot be answered here")]
    [InlineData(":missing", 1, "`problems`")]
    [InlineData(":first-child", 1, "there are :attr")]
    [InlineData("::before", 1, "is no pseudo-class")]
    [InlineData(":root()", 6, "takes nothing")]
    [InlineData(":not", 5, "`(` is expected")]
    [InlineData(":not()", 6, "A condition is expected")]
    [InlineData(":not(#a", 8, "`)` is expected")]
    [InlineData(":attr(a)", 8, "`,` is expected")]
    [InlineData(":attr(a, b)", 11, "`,` is expected")]
    [InlineData(":attr(a.b, [c])", 8, "`,` is expected")]
    [InlineData(":attr(:is(#a))", 10, "`:attr()` is expected")]
    [InlineData(":semver()", 9, "A version or range")]
    [InlineData(":semver('1')", 9, "A version or range")]
    [InlineData(":semver(1 | 2)", 9, "A version or range")]
    [InlineData(":semver(one)", 9, "is no version or range")]
    [InlineData(":semver(<2 >1)", 9, "is no version or range")]
    [InlineData(":semver(*, [version])", 9, "write `x`")]
    [InlineData(":semver(1, [version], near)", 23, "satisfies intersects subset")]
    [InlineData(":semver(1, [version], eq, eq)", 27, "takes a version or range, an attribute, and a function")]
    [InlineData(":type()", 7, "registry, version")]
    [InlineData(":type(npm)", 7, "registry, version")]
    [InlineData(":path()", 7, "A path below the project")]
    [InlineData(":path(/etc/*)", 7, "A path below the project")]
    [InlineData(":path(../*)", 7, "A path below the project")]
    [InlineData(":path(a**)", 7, "stands alone")]
    [InlineData(":path({a,b})", 7, "letters, digits")]
    public void It_is_refused_where_it_goes_wrong(string selector, int column, string says)
    {
        var refusal = Should.Throw<SelectorException>(() => Selector.Parse(selector));
        refusal.Message.ShouldContain(says);
        refusal.Message.ShouldEndWith($"(column {column})");
        refusal.Column.ShouldBe(column);
    }

    [Fact]
    public void What_is_too_long_is_refused() =>
        Should
            .Throw<SelectorException>(() => Selector.Parse(new string('*', 1_001)))
            .Message.ShouldContain("1000 are read");

    [Fact]
    public void Too_many_conditions_are_refused()
    {
        Selector.Parse(string.Concat(Enumerable.Repeat(":root", 50)));
        Should.Throw<SelectorException>(() => Selector.Parse(string.Concat(Enumerable.Repeat(":root", 51))));
    }

    [Fact]
    public void What_nests_too_deep_is_refused()
    {
        Selector.Parse(Nested(7));
        Should.Throw<SelectorException>(() => Selector.Parse(Nested(8))).Message.ShouldContain("nest deeper");
        Should.Throw<SelectorException>(() => Selector.Parse(string.Concat(Enumerable.Repeat(":attr(", 160))));

        static string Nested(int depth) =>
            string.Concat(Enumerable.Repeat(":not(", depth)) + "*" + new string(')', depth);
    }
}
