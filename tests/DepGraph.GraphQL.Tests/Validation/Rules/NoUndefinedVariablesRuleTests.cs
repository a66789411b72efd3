namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class NoUndefinedVariablesRuleTests
{
    [Fact]
    public void Variables_of_the_operation_are_defined_in_its_fragments_too() =>
        Library.ShouldBeValid(
            "query A($a: Int, $b: Boolean!) { values(int: $a) @skip(if: $b) ...F } fragment F on Query { x: values(int: $a) }"
        );

    [Theory]
    [InlineData("▲{ values(int: ▲$a) }", "Variable \"$a\" is not defined.")]
    [InlineData("▲query A { values(ints: [1, ▲$a]) }", "Variable \"$a\" is not defined by operation \"A\".")]
    [InlineData("▲query A { values(any: {x: [▲$a]}) }", "Variable \"$a\" is not defined by operation \"A\".")]
    [InlineData(
        "▲query A { ...F } query B($a: Int) { ...F } fragment F on Query { values(int: ▲$a) }",
        "Variable \"$a\" is not defined by operation \"A\"."
    )]
    [InlineData("▲query A { shelf { name @skip(if: ▲$a) } }", "Variable \"$a\" is not defined by operation \"A\".")]
    public void Others_are_not(string marked, string message) => Library.ShouldBeInvalid(marked, message);
}
