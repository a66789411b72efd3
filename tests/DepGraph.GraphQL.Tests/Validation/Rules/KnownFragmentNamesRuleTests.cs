namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class KnownFragmentNamesRuleTests
{
    [Fact]
    public void Spreads_need_a_fragment_of_that_name() =>
        Library.ShouldBeInvalid("{ shelf { ...▲F } }", "Unknown fragment \"F\".");

    [Fact]
    public void The_order_of_definitions_does_not_matter() =>
        Library.ShouldBeValid("fragment F on Shelf { name } { shelf { ...F ...G } } fragment G on Shelf { name }");
}
