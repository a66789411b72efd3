namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class KnownTypeNamesRuleTests
{
    [Fact]
    public void Types_of_the_schema_are_known() =>
        Library.ShouldBeValid("query ($a: [Filter!]) { values(any: [$a]) item { ... on Book { id } } }");

    [Theory]
    [InlineData("query ($a: [▲Filtre!]) { values(any: $a) }", "Unknown type \"Filtre\". Did you mean \"Filter\"?")]
    [InlineData("{ item { ... on ▲Bok { id } } }", "Unknown type \"Bok\". Did you mean \"Book\"?")]
    [InlineData("{ ...F } fragment F on ▲Unheard { id }", "Unknown type \"Unheard\".")]
    public void Others_are_not(string marked, string message) => Library.ShouldBeInvalid(marked, message);
}
