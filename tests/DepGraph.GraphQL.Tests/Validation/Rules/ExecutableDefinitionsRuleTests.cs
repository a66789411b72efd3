namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class ExecutableDefinitionsRuleTests
{
    [Fact]
    public void Operations_and_fragments_are_executable() =>
        Library.ShouldBeValid("query A { ...F } query B { ...F } fragment F on Query { shelf { name } }");

    [Theory]
    [InlineData("{ shelf { name } } ▲type Cat { name: String }", "The \"Cat\" definition is not executable.")]
    [InlineData("{ shelf { name } } ▲extend type Book { x: Int }", "The \"Book\" definition is not executable.")]
    [InlineData("▲schema { query: Query } { shelf { name } }", "The schema definition is not executable.")]
    [InlineData("{ shelf { name } } ▲directive @x on FIELD", "The \"x\" definition is not executable.")]
    public void Type_system_definitions_are_not(string marked, string message) =>
        Library.ShouldBeInvalid(marked, message);
}
