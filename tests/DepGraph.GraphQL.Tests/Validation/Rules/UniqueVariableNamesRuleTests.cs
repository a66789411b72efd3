namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class UniqueVariableNamesRuleTests
{
    [Fact]
    public void Operations_have_variables_of_their_own() =>
        Library.ShouldBeValid("query A($a: Int) { values(int: $a) } query B($a: Int) { values(int: $a) }");

    [Fact]
    public void A_name_may_not_come_twice() =>
        Library.ShouldBeInvalid(
            "query A($▲a: Int, $▲a: Int, $▲a: Int) { values(int: $a) }",
            "There can be only one variable named \"$a\"."
        );
}
