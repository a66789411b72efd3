namespace DepGraph.GraphQL.Tests.Validation.Rules;

public sealed class ValuesOfCorrectTypeRuleTests
{
    [Theory]
    [InlineData(
        "{ values(int: 1, float: 1, string: \"\"\"a\"\"\", boolean: true, id: 7, ints: 1, grid: [[1, null], null]) }"
    )]
    [InlineData("{ values(int: null, any: {a: [B, \"c\", 1.5, null, $d]}) }", "query ($d: Int)")]
    [InlineData("{ books(filter: {genre: POEM, pages: {to: 3}, names: \"x\", not: {not: null}}) { id } }")]
    [InlineData("{ a: book(ref: {id: 1}) { id } b: book(ref: {name: \"x\"}) { id } }")]
    [InlineData("{ books(filter: $f) { id } }", "query ($f: Filter = {pages: {from: 1, to: 2}})")]
    public void Literals_that_fit(string text, string head = "") => Library.ShouldBeValid(head + text);

    [Theory]
    [InlineData("{ values(int: ▲\"1\") }", "Int cannot represent non-integer value: \"1\"")]
    [InlineData("{ values(int: ▲2147483648) }", "Int cannot represent non 32-bit signed integer value: 2147483648")]
    [InlineData("{ values(float: ▲ABC) }", "Float cannot represent non numeric value: ABC")]
    [InlineData("{ values(string: ▲[1]) }", "String cannot represent a non string value: [1]")]
    [InlineData("{ values(boolean: ▲{a: 1}) }", "Boolean cannot represent a non boolean value: {a: 1}")]
    [InlineData("{ values(id: ▲1.5) }", "ID cannot represent a non-string and non-integer value: 1.5")]
    [InlineData("{ values(ints: [1, ▲null]) }", "Expected value of non-null type \"Int!\" not to be null.")]
    [InlineData("{ values(grid: [[1], [▲\"x\"]]) }", "Int cannot represent non-integer value: \"x\"")]
    [InlineData("{ required(int: ▲null) }", "Expected value of non-null type \"Int!\" not to be null.")]
    [InlineData("{ shelf @skip(if: ▲1) { name } }", "Boolean cannot represent a non boolean value: 1")]
    [InlineData("query ($a: Int = ▲1.5) { values(int: $a) }", "Int cannot represent non-integer value: 1.5")]
    [InlineData(
        "query ($a: Int! = ▲null) { values(int: $a) }",
        "Expected value of non-null type \"Int!\" not to be null."
    )]
    public void Scalars_and_lists_that_do_not(string marked, string message) =>
        Library.ShouldBeInvalid(marked, message);

    [Theory]
    [InlineData("▲NOVELS", "Value \"NOVELS\" does not exist in \"Genre\" enum. Did you mean the enum value \"NOVEL\"?")]
    [InlineData(
        "▲\"NOVEL\"",
        "Enum \"Genre\" cannot represent non-enum value: \"NOVEL\". Did you mean the enum value \"NOVEL\"?"
    )]
    [InlineData("▲1", "Enum \"Genre\" cannot represent non-enum value: 1.")]
    [InlineData("▲true", "Enum \"Genre\" cannot represent non-enum value: true.")]
    public void Enum_values_that_do_not(string marked, string message) =>
        Library.ShouldBeInvalid($"{{ books(filter: {{genre: {marked}}}) {{ id }} }}", message);

    [Theory]
    [InlineData("books(filter: ▲1)", "Expected value of type \"Filter\" to be an object, found: 1.")]
    [InlineData(
        "books(filter: {pages: ▲{from: 1}})",
        "Expected value of type \"Range\" to include required field \"to\", found: {from: 1}."
    )]
    [InlineData("books(filter: {pages: {to: ▲null}})", "Expected value of non-null type \"Int!\" not to be null.")]
    [InlineData(
        "books(filter: {▲gender: NOVEL})",
        "Expected value of type \"Filter\" not to include unknown field \"gender\". Did you mean \"genre\"? Found: {gender: NOVEL}."
    )]
    [InlineData(
        "books(filter: {▲x: 1})",
        "Expected value of type \"Filter\" not to include unknown field \"x\", found: {x: 1}."
    )]
    [InlineData("book(ref: ▲{})", OneOf)]
    [InlineData("book(ref: ▲{id: 1, name: \"x\"})", OneOf)]
    [InlineData("book(ref: ▲{id: null})", OneOf)]
    public void Input_objects_that_do_not(string marked, string message) =>
        Library.ShouldBeInvalid($"{{ {marked} {{ id }} }}", message);

    private const string OneOf =
        "Within OneOf Input Object type \"Ref\", exactly one field must be specified, and the value for that field must be non-null.";
}
