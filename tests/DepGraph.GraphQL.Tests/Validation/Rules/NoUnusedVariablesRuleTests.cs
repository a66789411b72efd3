namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class NoUnusedVariablesRuleTests
{
    [Theory]
    [InlineData("query ($a: Int) { ...F } fragment F on Query { ...G } fragment G on Query { values(int: $a) }")]
    [InlineData("query ($a: String!) { values(any: {deep: [{down: $a}]}) }")]
    [InlineData("query ($a: Boolean!) { shelf @include(if: $a) { name } }")]
    public void Used_anywhere_is_used(string text) => Library.ShouldBeValid(text);

    [Theory]
    [InlineData("query (▲$a: Int) { shelf { name } }", "Variable \"$a\" is never used.")]
    [InlineData(
        "query A($b: Int, ▲\"why\" $a: Int = 1) { values(int: $b) }",
        "Variable \"$a\" is never used in operation \"A\"."
    )]
    public void Used_nowhere_is_not(string marked, string message) => Library.ShouldBeInvalid(marked, message);
}
