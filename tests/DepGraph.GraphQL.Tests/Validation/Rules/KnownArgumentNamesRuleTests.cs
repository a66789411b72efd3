namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class KnownArgumentNamesRuleTests
{
    [Theory]
    [InlineData(
        "{ books(▲frist: 3) { id } }",
        "Unknown argument \"frist\" on field \"Query.books\". Did you mean \"first\"?"
    )]
    [InlineData("{ shelf(▲x: 3) { name } }", "Unknown argument \"x\" on field \"Query.shelf\".")]
    [InlineData("{ __typename(▲x: 3) }", "Unknown argument \"x\" on field \"Query.__typename\".")]
    [InlineData(
        "{ shelf @skip(if: true, ▲unless: true) { name } }",
        "Unknown argument \"unless\" on directive \"@skip\"."
    )]
    public void Unknown_arguments_are_refused(string marked, string message) =>
        Library.ShouldBeInvalid(marked, message);

    [Fact]
    public void Known_ones_come_in_any_order() =>
        Library.ShouldBeValid("{ values(string: \"a\", int: 1) @tag(level: 2, name: \"b\") }");
}
