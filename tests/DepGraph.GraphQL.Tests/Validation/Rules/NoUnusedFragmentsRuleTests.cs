namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class NoUnusedFragmentsRuleTests
{
    [Fact]
    public void Fragments_used_through_others_are_used() =>
        Library.ShouldBeValid("{ shelf { ...F } } fragment F on Shelf { ...G } fragment G on Shelf { name }");

    [Fact]
    public void Fragments_that_no_operation_leads_to_are_not()
    {
        Library.ShouldBeInvalid("{ shelf { name } } ▲fragment F on Shelf { name }", "Fragment \"F\" is never used.");
        Library
            .Validate("{ shelf { name } } fragment F on Shelf { ...G } fragment G on Shelf { name }")
            .Select(e => e.Message)
            .ShouldBe(["Fragment \"F\" is never used.", "Fragment \"G\" is never used."]);
    }
}
