namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class ProvidedRequiredArgumentsRuleTests
{
    [Theory]
    [InlineData("{ required(int: 1) books { id related(by: \"x\") { id } } }")]
    [InlineData("query ($a: Int!) { required(int: $a) }")]
    public void Given_or_with_a_default_is_fine(string text) => Library.ShouldBeValid(text);

    [Theory]
    [InlineData(
        "{ ▲x: required }",
        "Argument \"Query.required(int:)\" of type \"Int!\" is required, but it was not provided."
    )]
    [InlineData(
        "{ books { ▲related(limit: 1) { id } } }",
        "Argument \"Book.related(by:)\" of type \"String!\" is required, but it was not provided."
    )]
    [InlineData(
        "{ __typename ▲@skip }",
        "Argument \"@skip(if:)\" of type \"Boolean!\" is required, but it was not provided."
    )]
    public void Missing_ones_are_told(string marked, string message) => Library.ShouldBeInvalid(marked, message);
}
