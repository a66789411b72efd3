namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class VariablesInAllowedPositionRuleTests
{
    [Theory]
    [InlineData("query ($a: Int) { values(int: $a) }")]
    [InlineData("query ($a: Int!) { values(int: $a) required(int: $a) }")]
    [InlineData("query ($a: Int = 1) { required(int: $a) }")]
    [InlineData("query ($a: Int) { books(first: $a) { id } }")]
    [InlineData("query ($a: Int) { books(filter: {pages: {from: $a, to: 1}}) { id } }")]
    [InlineData("query ($a: [Int!]!) { values(ints: $a) }")]
    [InlineData("query ($a: Int!) { values(ints: [$a]) }")]
    [InlineData("query ($a: Book2) { values(any: [$a]) }", true)]
    [InlineData("query ($a: ID!) { book(ref: {id: $a}) { id } }")]
    [InlineData("query ($a: ID = 1) { book(ref: {id: $a}) { id } }")]
    public void Types_that_fit(string text, bool isUnknownType = false) =>
        Library.Validate(text).Count.ShouldBe(isUnknownType ? 1 : 0);

    [Theory]
    [InlineData(
        "query (▲$a: String) { values(int: ▲$a) }",
        "Variable \"$a\" of type \"String\" used in position expecting type \"Int\"."
    )]
    [InlineData(
        "query (▲$a: Int) { required(int: ▲$a) }",
        "Variable \"$a\" of type \"Int\" used in position expecting type \"Int!\"."
    )]
    [InlineData(
        "query (▲$a: Int = null) { required(int: ▲$a) }",
        "Variable \"$a\" of type \"Int\" used in position expecting type \"Int!\"."
    )]
    [InlineData(
        "query (▲$a: [Int]) { values(ints: ▲$a) }",
        "Variable \"$a\" of type \"[Int]\" used in position expecting type \"[Int!]\"."
    )]
    [InlineData(
        "query (▲$a: Int) { values(ints: [▲$a]) }",
        "Variable \"$a\" of type \"Int\" used in position expecting type \"Int!\"."
    )]
    [InlineData(
        "query (▲$a: Int!) { values(ints: ▲$a) }",
        "Variable \"$a\" of type \"Int!\" used in position expecting type \"[Int!]\"."
    )]
    [InlineData(
        "query (▲$a: Boolean) { ...F } fragment F on Query { __typename @skip(if: ▲$a) }",
        "Variable \"$a\" of type \"Boolean\" used in position expecting type \"Boolean!\"."
    )]
    [InlineData(
        "query (▲$a: ID) { book(ref: {id: ▲$a}) { id } }",
        "Variable \"$a\" is of type \"ID\" but must be non-nullable to be used for OneOf Input Object \"Ref\"."
    )]
    public void Types_that_do_not(string marked, string message) => Library.ShouldBeInvalid(marked, message);
}
