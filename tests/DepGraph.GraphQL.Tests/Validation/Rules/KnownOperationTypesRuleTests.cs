namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class KnownOperationTypesRuleTests
{
    [Fact]
    public void An_operation_needs_a_root_type_of_its_kind() =>
        Library.ShouldBeInvalid("▲mutation { a }", "The mutation operation is not supported by the schema.");

    [Fact]
    public void Kinds_with_a_root_type_are_fine() => Library.ShouldBeValid("subscription { removed { id } }");
}
