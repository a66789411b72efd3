namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class NoFragmentCyclesRuleTests
{
    [Fact]
    public void A_fragment_may_be_spread_many_times() =>
        Library.ShouldBeValid(
            "{ shelf { ...A ...B } } fragment A on Shelf { ...B ...C } fragment B on Shelf { ...C } fragment C on Shelf { name }"
        );

    [Theory]
    [InlineData("{ shelf { ...A } } fragment A on Shelf { ▲...A }", "Cannot spread fragment \"A\" within itself.")]
    [InlineData(
        "{ shelf { ...A } } fragment A on Shelf { ▲...B } fragment B on Shelf { ... { ▲...C } } fragment C on Shelf { name ▲...A }",
        "Cannot spread fragment \"A\" within itself via \"B\", \"C\"."
    )]
    [InlineData(
        "{ shelf { ...A } } fragment A on Shelf { ...B } fragment B on Shelf { ▲...B }",
        "Cannot spread fragment \"B\" within itself."
    )]
    public void It_may_not_lead_back_to_itself(string marked, string message) =>
        Library.ShouldBeInvalid(marked, message);

    [Fact]
    public void Chains_of_thousands_of_fragments_do_not_exhaust_the_stack()
    {
        const int count = 20_000;
        var chain = string.Concat(Enumerable.Range(0, count).Select(i => $" fragment F{i} on Shelf {{ ...F{i + 1} }}"));
        Library.ShouldBeValid($"{{ shelf {{ ...F0 }} }}{chain} fragment F{count} on Shelf {{ name }}");
        Library
            .Validate($"{{ shelf {{ ...F0 }} }}{chain} fragment F{count} on Shelf {{ ...F0 }}")
            .ShouldHaveSingleItem()
            .Message.ShouldStartWith("Cannot spread fragment \"F0\" within itself via");
    }
}
