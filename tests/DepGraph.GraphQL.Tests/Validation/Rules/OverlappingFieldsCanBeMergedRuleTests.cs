namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class OverlappingFieldsCanBeMergedRuleTests
{
    [Theory]
    [InlineData("{ shelf { name name a: name } shelf { name } }")]
    [InlineData(
        "{ books(filter: {genre: NOVEL, names: [\"a\"]}) { id } books(filter: {names: [\"a\"], genre: NOVEL}) { name } }"
    )]
    [InlineData("{ item { ... on Book { x: name } ... on Author { x: name } } }")]
    [InlineData("{ item { ... on Book { x: name y: pages } ... on Author { x: name z: age } } }")]
    [InlineData(
        "{ item { ... on Author { a: books(first: 1) { id } } ... on Book { b: related(by: \"x\") { id } } } }"
    )]
    [InlineData("query ($a: Int) { a: values(int: $a) a: values(int: $a) }")]
    public void What_merges(string text) => Library.ShouldBeValid(text);

    [Theory]
    [InlineData("{ shelf { ▲x: name ▲x: label } }", "\"name\" and \"label\" are different fields")]
    [InlineData(
        "{ shelf { ▲x: name ... on Place { ... on Shelf { ▲x: label } } } }",
        "\"name\" and \"label\" are different fields"
    )]
    [InlineData("{ ▲values(int: 1) ▲values(int: 2) }", "they have differing arguments")]
    [InlineData("{ ▲values(int: 1) ▲values }", "they have differing arguments")]
    [InlineData("query ($a: Int, $b: Int) { ▲values(int: $a) ▲values(int: $b) }", "they have differing arguments")]
    [InlineData(
        "{ shelf { ...F ▲x: name } } fragment F on Shelf { ▲x: label }",
        "\"name\" and \"label\" are different fields"
    )]
    [InlineData(
        "{ shelf { ▲x: name ... { ... on Shelf { ▲x: label } } } }",
        "\"name\" and \"label\" are different fields"
    )]
    [InlineData(
        "{ shelf { books { ▲x: id } } shelf { books { ▲x: name } } }",
        "\"id\" and \"name\" are different fields"
    )]
    [InlineData(
        "{ item { ... on Book { ▲x: pages } ... on Author { ▲x: age } } }",
        "they return conflicting types \"Int!\" and \"Int\""
    )]
    [InlineData(
        "{ item { ... on Book { x: author { ▲x: id } } ... on Author { x: best { ▲x: pages } } } }",
        "they return conflicting types \"ID!\" and \"Int!\""
    )]
    [InlineData(
        "{ node(id: 1) { ... on Book { ▲x: id } ... on Named { ▲x: name } } }",
        "\"id\" and \"name\" are different fields"
    )]
    public void What_does_not(string marked, string reason)
    {
        var key = marked.Contains("x:") ? "x" : "values";
        Library.ShouldBeInvalid(
            marked,
            $"Fields \"{key}\" conflict because {reason}. Use different aliases on the fields to fetch both if this was intentional."
        );
    }

    [Fact]
    public void A_field_whose_argument_names_an_input_field_twice_does_not_conflict_with_its_like() =>
        Library
            .Validate(
                "{ books(filter: { genre: NOVEL, genre: POEM }) { id } books(filter: { genre: NOVEL, genre: POEM }) { id } }"
            )
            .ShouldAllBe(e => e.Message == "There can be only one input field named \"genre\".");

    [Fact]
    public void A_pair_is_told_once_however_many_ways_lead_to_it() =>
        Library
            .Validate(
                "{ a: shelf { ...F } b: shelf { ...F } c: shelf { ...F } } fragment F on Shelf { x: name x: label }"
            )
            .ShouldHaveSingleItem();

    [Fact]
    public void A_fragment_that_is_never_spread_is_checked_too() =>
        Library
            .Validate("{ __typename } fragment F on Shelf { x: name x: label }")
            .Select(e => e.Message)
            .ShouldContain(m => m.StartsWith("Fields \"x\" conflict"));

    [Fact]
    public void Cycles_of_fragments_end() =>
        Library
            .Validate(
                "{ shelf { ...F } } fragment F on Shelf { author { books { author { ...G } } } } fragment G on Author { books { author { ...G } } }"
            )
            .ShouldContain(e => e.Message.StartsWith("Cannot spread fragment"));

    /// <summary>Compared pair by pair this takes 10,000² comparisons.</summary>
    [Fact]
    public void Ten_thousand_equal_fields_are_compared_one_by_one() =>
        Library.ShouldBeValid($"{{ shelf {{ {string.Concat(Enumerable.Repeat("name ", 10_000))} }} }}");

    /// <summary>Each level doubles the ways to reach the next; spread out there are 2^40.</summary>
    [Fact]
    public void Fragments_that_double_at_each_level_are_checked_once_each()
    {
        var levels = string.Concat(
            Enumerable
                .Range(0, 40)
                .Select(i =>
                    $" fragment F{i} on Book {{ a: author {{ books {{ ...F{i + 1} }} }} b: author {{ books {{ ...F{i + 1} }} }} }}"
                )
        );
        Library.ShouldBeValid($"{{ books {{ ...F0 }} }}{levels} fragment F40 on Book {{ id }}");
    }

    /// <summary>Each way through the levels merges another set of fields, so that nothing can be remembered.</summary>
    [Fact]
    public void What_would_take_too_long_is_refused()
    {
        const int levels = 24;
        var markers = string.Concat(
            Enumerable
                .Range(0, levels)
                .SelectMany(
                    level => Enumerable.Range(level, levels - level),
                    (level, depth) =>
                        $" fragment M{level}_{depth} on Book {{ m{level}: id a: author {{ books {{ {Next(level, depth)} }} }} b: author {{ books {{ {Next(level, depth)} }} }} }}"
                )
        );
        var fields = string.Concat(
            Enumerable
                .Range(0, levels)
                .Select(i =>
                    $" fragment F{i} on Book {{ a: author {{ books {{ ...F{i + 1} ...M{i}_{i} }} }} b: author {{ books {{ ...F{i + 1} }} }} }}"
                )
        );
        var errors = Library.Validate($"{{ books {{ ...F0 }} }}{fields} fragment F{levels} on Book {{ id }}{markers}");
        errors.ShouldHaveSingleItem().Message.ShouldStartWith("Too many fields of this document overlap");

        static string Next(int level, int depth) => depth + 1 < levels ? $"...M{level}_{depth + 1}" : "id";
    }
}
