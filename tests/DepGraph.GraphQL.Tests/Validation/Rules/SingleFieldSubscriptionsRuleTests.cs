namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class SingleFieldSubscriptionsRuleTests
{
    [Theory]
    [InlineData("subscription { added { id name } }")]
    [InlineData("subscription { added { id } added { name } }")]
    [InlineData("subscription { ...F ...F } fragment F on Subscription { added { id } }")]
    [InlineData("subscription { added { id @skip(if: true) } }")]
    public void One_root_field_is_fine(string text) => Library.ShouldBeValid(text);

    [Theory]
    [InlineData(
        "subscription A { added { id } ▲removed { id } }",
        "Subscription \"A\" must select only one top level field."
    )]
    [InlineData(
        "subscription { added { id } ...F } fragment F on Subscription { ▲x: added { id } ... { ▲removed { id } } }",
        "Anonymous Subscription must select only one top level field."
    )]
    [InlineData(
        "subscription { ▲__typename }",
        "Anonymous Subscription must not select an introspection top level field."
    )]
    [InlineData(
        "subscription A { added ▲@skip(if: true) { id } ... ▲@include(if: true) { removed { id } } }",
        "Subscription \"A\" must not use `@skip` or `@include` directives in the top level selection."
    )]
    public void Anything_else_is_not(string marked, string message) => Library.ShouldBeInvalid(marked, message);
}
