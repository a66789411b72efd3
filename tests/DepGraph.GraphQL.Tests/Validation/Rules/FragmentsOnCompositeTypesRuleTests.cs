namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class FragmentsOnCompositeTypesRuleTests
{
    [Theory]
    [InlineData("{ item { ... on Book { id } ... on Node { id } ... on Item { __typename } ... { __typename } } }")]
    [InlineData("{ item { ...F } } fragment F on Item { __typename }")]
    public void Objects_interfaces_and_unions_have_fragments(string text) => Library.ShouldBeValid(text);

    [Theory]
    [InlineData("{ item { ... on ▲Genre { id } } }", "Fragment cannot condition on non composite type \"Genre\".")]
    [InlineData("{ item { ... on ▲Filter { id } } }", "Fragment cannot condition on non composite type \"Filter\".")]
    [InlineData(
        "{ item { ...F } } fragment F on ▲Int { id }",
        "Fragment \"F\" cannot condition on non composite type \"Int\"."
    )]
    public void Leaves_and_inputs_have_none(string marked, string message) => Library.ShouldBeInvalid(marked, message);
}
