namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class UniqueDirectivesPerLocationRuleTests
{
    [Fact]
    public void Repeatable_ones_and_different_places_are_fine() =>
        Library.ShouldBeValid(
            "{ a: __typename @tag(name: \"a\") @tag(name: \"b\") @skip(if: true) b: __typename @skip(if: true) }"
        );

    [Fact]
    public void Others_stand_once() =>
        Library.ShouldBeInvalid(
            "{ __typename ▲@skip(if: true) @tag(name: \"a\") ▲@skip(if: false) }",
            "The directive \"@skip\" can only be used once at this location."
        );
}
