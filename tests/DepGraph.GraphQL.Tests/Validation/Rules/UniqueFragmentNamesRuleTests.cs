namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class UniqueFragmentNamesRuleTests
{
    [Fact]
    public void A_name_may_not_come_twice() =>
        Library.ShouldBeInvalid(
            "{ shelf { ...F } } fragment ▲F on Shelf { name } fragment ▲F on Shelf { label }",
            "There can be only one fragment named \"F\"."
        );
}
