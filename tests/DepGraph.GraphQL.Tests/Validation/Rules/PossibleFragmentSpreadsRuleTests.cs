namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class PossibleFragmentSpreadsRuleTests
{
    [Theory]
    [InlineData("{ item { ... on Book { id } ... on Node { id } ... on Named { id } } }")]
    [InlineData("{ node(id: 1) { ... on Item { __typename } ... on Node { id } } }")]
    [InlineData("{ shelf { ... on Place { __typename } ... on Shelf { name } } }")]
    public void Types_that_share_an_object_fit(string text) => Library.ShouldBeValid(text);

    [Theory]
    [InlineData(
        "{ shelf { ▲... on Book { id } } }",
        "Fragment cannot be spread here as objects of type \"Shelf\" can never be of type \"Book\"."
    )]
    [InlineData(
        "{ place { ▲...F } } fragment F on Node { id }",
        "Fragment \"F\" cannot be spread here as objects of type \"Place\" can never be of type \"Node\"."
    )]
    public void Types_that_share_none_do_not(string marked, string message) => Library.ShouldBeInvalid(marked, message);
}
