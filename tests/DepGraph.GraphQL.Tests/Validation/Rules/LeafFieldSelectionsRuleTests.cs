namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class LeafFieldSelectionsRuleTests
{
    [Theory]
    [InlineData("{ shelf { name books { genre } } __typename __schema { types { name } } }")]
    public void Leaves_stand_alone_and_the_rest_has_a_selection(string text) => Library.ShouldBeValid(text);

    [Theory]
    [InlineData(
        "{ shelf { name ▲{ x } } }",
        "Field \"name\" must not have a selection since type \"String\" has no subfields."
    )]
    [InlineData(
        "{ shelf { a: pages ▲{ x } } }",
        "Field \"pages\" must not have a selection since type \"[Int]\" has no subfields."
    )]
    [InlineData(
        "{ ▲a: shelf }",
        "Field \"shelf\" of type \"Shelf\" must have a selection of subfields. Did you mean \"shelf { ... }\"?"
    )]
    [InlineData(
        "{ ▲books }",
        "Field \"books\" of type \"[Book!]!\" must have a selection of subfields. Did you mean \"books { ... }\"?"
    )]
    [InlineData(
        "{ ▲item }",
        "Field \"item\" of type \"Item\" must have a selection of subfields. Did you mean \"item { ... }\"?"
    )]
    public void Otherwise_it_is_refused(string marked, string message) => Library.ShouldBeInvalid(marked, message);
}
