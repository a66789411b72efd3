namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class VariablesAreInputTypesRuleTests
{
    [Fact]
    public void Scalars_enums_and_input_objects_are_fine() =>
        Library.ShouldBeValid(
            "query ($a: [Int!], $b: Genre, $c: Filter) { values(ints: $a) books(filter: {genre: $b, not: $c}) { id } }"
        );

    [Theory]
    [InlineData("query ($a: ▲Book) { values(any: [$a]) }", "Variable \"$a\" cannot be non-input type \"Book\".")]
    [InlineData(
        "query ($a: ▲[[Item!]]!) { values(any: [$a]) }",
        "Variable \"$a\" cannot be non-input type \"[[Item!]]!\"."
    )]
    public void Outputs_are_not(string marked, string message) => Library.ShouldBeInvalid(marked, message);
}
