namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class UniqueOperationNamesRuleTests
{
    [Fact]
    public void Different_names_are_fine_and_fragments_have_names_of_their_own() =>
        Library.ShouldBeValid("query A { ...A } query B { ...A } fragment A on Query { __typename }");

    [Fact]
    public void A_name_may_not_come_twice_whatever_the_kind() =>
        Library.ShouldBeInvalid(
            "query ▲A { __typename } subscription ▲A { removed { id } }",
            "There can be only one operation named \"A\"."
        );
}
