using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Tests.Language;

public sealed class ParserErrorTests
{
    [Theory]
    [InlineData("▲", "Unexpected <EOF>.")]
    [InlineData("{ a ▲", "Expected Name, found <EOF>.")]
    [InlineData("{▲}", "Expected Name, found \"}\".")]
    [InlineData("{ a {▲} }", "Expected Name, found \"}\".")]
    [InlineData("{ a }▲}", "Unexpected \"}\".")]
    [InlineData("{ a(▲) }", "Expected Name, found \")\".")]
    [InlineData("{ a(b▲) }", "Expected \":\", found \")\".")]
    [InlineData("{ a(b: ▲) }", "Unexpected \")\".")]
    [InlineData("{ a(b: 1 ▲", "Expected Name, found <EOF>.")]
    [InlineData("{ a: ▲}", "Expected Name, found \"}\".")]
    [InlineData("{ a: b▲: c }", "Expected Name, found \":\".")]
    [InlineData("{ ... ▲}", "Expected \"{\", found \"}\".")]
    [InlineData("{ ...on ▲}", "Expected Name, found \"}\".")]
    [InlineData("{ ▲.. }", "Unexpected \"..\", did you mean \"...\"?")]
    [InlineData("{ ▲. }", "Unexpected character: \".\".")]
    [InlineData("{ a ▲? }", "Unexpected character: \"?\".")]
    [InlineData("{ a ▲😀 }", "Unexpected character: U+1F600.")]
    [InlineData("{ a▲\u00A0}", "Unexpected character: U+00A0.")]
    [InlineData("▲notAnOperation X", "Unexpected Name \"notAnOperation\".")]
    [InlineData("query A(▲) { a }", "Expected \"$\", found \")\".")]
    [InlineData("query A($a▲) { a }", "Expected \":\", found \")\".")]
    [InlineData("query A($a: [Int▲) { a }", "Expected \"]\", found \")\".")]
    [InlineData("query A($a: Int!▲!) { a }", "Expected \"$\", found \"!\".")]
    [InlineData("query A($a: Int = ▲$b) { a }", "Unexpected variable \"$b\" in constant value.")]
    [InlineData("query A($a: Int = [▲$b]) { a }", "Unexpected variable \"$b\" in constant value.")]
    [InlineData("query A($a: Int @x(y: ▲$a)) { a }", "Unexpected variable \"$a\" in constant value.")]
    [InlineData("query A ▲B { a }", "Expected \"{\", found Name \"B\".")]
    [InlineData("fragment ▲on on T { a }", "Unexpected Name \"on\".")]
    [InlineData("fragment F ▲{ a }", "Expected \"on\", found \"{\".")]
    [InlineData("fragment F on ▲{ a }", "Expected Name, found \"{\".")]
    [InlineData("▲\"text\" { a }", "Unexpected description, descriptions are not supported on shorthand queries.")]
    [InlineData(
        "▲\"text\" extend type T { a: Int }",
        "Unexpected description, only GraphQL definitions support descriptions."
    )]
    [InlineData("\"a\" ▲\"b\" query { a }", "Unexpected String \"b\".")]
    [InlineData("{ ▲\"text\" a }", "Expected Name, found String \"text\".")]
    public void A_faulty_request_is_refused_where_the_fault_is(string marked, string message) =>
        SyntaxErrors.ShouldFail(marked, message);

    [Theory]
    [InlineData("type T {▲}", "Expected Name, found \"}\".")]
    [InlineData("type T { a ▲}", "Expected \":\", found \"}\".")]
    [InlineData("type T { a(▲): Int }", "Expected Name, found \")\".")]
    [InlineData("type T { a: Int ▲= 1 }", "Expected Name, found \"=\".")]
    [InlineData("type T implements ▲{ a: Int }", "Expected Name, found \"{\".")]
    [InlineData("type T implements A & ▲{ a: Int }", "Expected Name, found \"{\".")]
    [InlineData("union U = ▲", "Expected Name, found <EOF>.")]
    [InlineData("union U = A | ▲", "Expected Name, found <EOF>.")]
    [InlineData("enum E { ▲true }", "Name \"true\" is reserved and cannot be used for an enum value.")]
    [InlineData("enum E {▲}", "Expected Name, found \"}\".")]
    [InlineData("input I { a▲(b: Int): Int }", "Expected \":\", found \"(\".")]
    [InlineData("schema ▲", "Expected \"{\", found <EOF>.")]
    [InlineData("schema { ▲queries: Q }", "Unexpected Name \"queries\".")]
    [InlineData("extend schema▲", "Unexpected <EOF>.")]
    [InlineData("extend type T▲", "Unexpected <EOF>.")]
    [InlineData("extend scalar S▲", "Unexpected <EOF>.")]
    [InlineData("extend ▲directive @a on FIELD", "Unexpected Name \"directive\".")]
    [InlineData("extend ▲query { a }", "Unexpected Name \"query\".")]
    [InlineData("directive @a on ▲NOWHERE", "Unexpected Name \"NOWHERE\".")]
    [InlineData("directive ▲a on FIELD", "Expected \"@\", found Name \"a\".")]
    [InlineData("directive @a repeatable ▲FIELD", "Expected \"on\", found Name \"FIELD\".")]
    [InlineData("scalar S @a(b: ▲$c)", "Unexpected variable \"$c\" in constant value.")]
    public void A_faulty_schema_document_is_refused_where_the_fault_is(string marked, string message) =>
        SyntaxErrors.ShouldFail(marked, message);

    [Theory]
    [InlineData("\n\n  {\n    a ▲? }")]
    [InlineData("\r\n\r\n{ a\r\n▲? }")]
    [InlineData("\r\r{ a\r  ▲? }")]
    [InlineData("\n\r{ ▲? }")]
    [InlineData("{ a(b: \"\"\"\n\n😀\r\"\"\") ▲? }")]
    [InlineData("\uFEFF▲?")]
    [InlineData("{ a(b: \"😀\") ▲? }")]
    public void Lines_end_at_any_line_terminator_and_columns_count_UTF16_units(string marked) =>
        SyntaxErrors.ShouldFail(marked, "Unexpected character: \"?\".");

    [Fact]
    public void A_long_token_is_cut_in_the_message()
    {
        var message = Should
            .Throw<GraphQLSyntaxException>(() => Parser.Parse("{ a } " + new string('x', 5000)))
            .Message;
        message.Length.ShouldBeLessThan(120);
    }
}
