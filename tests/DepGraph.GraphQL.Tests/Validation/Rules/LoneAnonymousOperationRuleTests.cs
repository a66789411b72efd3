namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class LoneAnonymousOperationRuleTests
{
    [Fact]
    public void Alone_it_needs_no_name() => Library.ShouldBeValid("{ ...F } fragment F on Query { __typename }");

    [Theory]
    [InlineData("▲{ __typename } query A { __typename }")]
    [InlineData("query A { __typename } ▲query { __typename }")]
    public void Among_others_it_needs_one(string marked) =>
        Library.ShouldBeInvalid(marked, "This anonymous operation must be the only defined operation.");
}
