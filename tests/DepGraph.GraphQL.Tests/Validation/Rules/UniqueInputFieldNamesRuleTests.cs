namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class UniqueInputFieldNamesRuleTests
{
    [Theory]
    [InlineData("{ books(filter: {▲genre: NOVEL, ▲genre: POEM}) { id } }", "genre")]
    [InlineData("{ values(any: [{a: {▲b: 1, c: 2, ▲b: 3}}]) }", "b")]
    [InlineData("query ($a: Filter = {▲genre: NOVEL, ▲genre: POEM}) { books(filter: $a) { id } }", "genre")]
    public void A_field_is_given_once(string marked, string name) =>
        Library.ShouldBeInvalid(marked, $"There can be only one input field named \"{name}\".");

    [Fact]
    public void Objects_have_fields_of_their_own() =>
        Library.ShouldBeValid("{ values(any: {a: 1, b: {a: 1, b: [{a: 1}, {a: 2}]}}) }");
}
