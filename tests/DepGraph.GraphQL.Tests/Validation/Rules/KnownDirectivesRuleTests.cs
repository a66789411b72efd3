namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class KnownDirectivesRuleTests
{
    [Fact]
    public void Directives_stand_where_they_may() =>
        Library.ShouldBeValid(
            "query A($a: Int @tag(name: \"a\")) @onQuery { values(int: $a) @include(if: true) ...F @skip(if: true) ... @skip(if: true) { __typename } } fragment F on Query @tag(name: \"b\") { __typename }"
        );

    [Theory]
    [InlineData("{ shelf { name ▲@skp(if: true) } }", "Unknown directive \"@skp\". Did you mean \"skip\"?")]
    [InlineData("query ▲@skip(if: true) { __typename }", "Directive \"@skip\" may not be used on QUERY.")]
    [InlineData("subscription ▲@onQuery { removed { id } }", "Directive \"@onQuery\" may not be used on SUBSCRIPTION.")]
    [InlineData("{ __typename ▲@onQuery }", "Directive \"@onQuery\" may not be used on FIELD.")]
    [InlineData("{ ... ▲@onQuery { __typename } }", "Directive \"@onQuery\" may not be used on INLINE_FRAGMENT.")]
    [InlineData(
        "{ ...F ▲@onQuery } fragment F on Query { __typename }",
        "Directive \"@onQuery\" may not be used on FRAGMENT_SPREAD."
    )]
    [InlineData(
        "{ ...F } fragment F on Query ▲@onQuery { __typename }",
        "Directive \"@onQuery\" may not be used on FRAGMENT_DEFINITION."
    )]
    [InlineData(
        "query ($a: Int ▲@onQuery) { values(int: $a) }",
        "Directive \"@onQuery\" may not be used on VARIABLE_DEFINITION."
    )]
    public void Elsewhere_they_are_refused(string marked, string message) => Library.ShouldBeInvalid(marked, message);
}
