namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class FieldsOnCorrectTypeRuleTests
{
    [Theory]
    [InlineData("{ shelf { name } item { __typename ... on Book { name } } node(id: 1) { id ... on Named { name } } }")]
    [InlineData("{ __type(name: \"Book\") { name } __schema { description } }")]
    public void Fields_of_the_type_and_meta_fields_are_known(string text) => Library.ShouldBeValid(text);

    [Theory]
    [InlineData("{ shelf { ▲nam } }", "Cannot query field \"nam\" on type \"Shelf\". Did you mean \"name\"?")]
    [InlineData("{ shelf { name ▲x: unheardOf { y { z } } } }", "Cannot query field \"unheardOf\" on type \"Shelf\".")]
    [InlineData("{ shelf { ▲__schema { types { name } } } }", "Cannot query field \"__schema\" on type \"Shelf\".")]
    [InlineData(
        "{ node(id: 1) { ▲name } }",
        "Cannot query field \"name\" on type \"Node\". Did you mean to use an inline fragment on \"Named\", \"Author\", or \"Book\"?"
    )]
    [InlineData(
        "{ item { ▲pages } }",
        "Cannot query field \"pages\" on type \"Item\". Did you mean to use an inline fragment on \"Book\"?"
    )]
    public void Others_are_not(string marked, string message) => Library.ShouldBeInvalid(marked, message);

    [Fact]
    public void What_is_below_an_unknown_field_is_not_looked_at() =>
        Library.Validate("{ nope { nope2 { nope3 } } }").ShouldHaveSingleItem();
}
