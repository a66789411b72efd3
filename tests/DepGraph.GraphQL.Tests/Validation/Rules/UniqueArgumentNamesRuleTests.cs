namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class UniqueArgumentNamesRuleTests
{
    [Theory]
    [InlineData("{ values(▲int: 1, float: 2, ▲int: 3, ▲int: 4) }", "int")]
    [InlineData("{ __typename @skip(▲if: true, ▲if: true) }", "if")]
    public void An_argument_is_given_once(string marked, string name) =>
        Library.ShouldBeInvalid(marked, $"There can be only one argument named \"{name}\".");

    [Fact]
    public void Fields_have_arguments_of_their_own() =>
        Library.ShouldBeValid("{ a: values(int: 1) b: values(int: 2) }");
}
