using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Tests.Language;

public sealed class LexerStringTests
{
    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\" white space \"", " white space ")]
    [InlineData("\"quote \\\"\"", "quote \"")]
    [InlineData("\"\\b\\f\\n\\r\\t\\/\\\\\"", "\b\f\n\r\t/\\")]
    [InlineData("\"\\u0041\\u{42}\\u{000043}\"", "ABC")]
    [InlineData("\"\\u{1F600} \\uD83D\\uDE00 😀\"", "😀 😀 😀")]
    [InlineData("\"# no comment, {}\"", "# no comment, {}")]
    [InlineData("\"tab\there \uFEFF\"", "tab\there \uFEFF")]
    public void A_string_means_its_characters_with_escapes_resolved(string text, string value)
    {
        var node = Parser.ParseValue(text).ShouldBeOfType<StringValueNode>();
        node.Value.ShouldBe(value);
        node.IsBlock.ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"abc▲", "Unterminated string.")]
    [InlineData("\"abc▲\n\"", "Unterminated string.")]
    [InlineData("\"abc▲\r\"", "Unterminated string.")]
    [InlineData("\"a▲\\z\"", "Invalid character escape sequence: \"\\z\".")]
    [InlineData("\"▲\\u00G0\"", "Invalid Unicode escape sequence: \"\\u00G0\".")]
    [InlineData("\"▲\\u{}\"", "Invalid Unicode escape sequence: \"\\u{}\".")]
    [InlineData("\"▲\\u{110000}\"", "Invalid Unicode escape sequence: \"\\u{110000}\".")]
    [InlineData("\"▲\\u{FFFFFFFF}\"", "Invalid Unicode escape sequence: \"\\u{FFFFFFFF}\".")]
    [InlineData("\"▲\\u{D800}\"", "Invalid Unicode escape sequence: \"\\u{D800}\".")]
    [InlineData("\"▲\\uDE00\"", "Invalid Unicode escape sequence: \"\\uDE00\".")]
    [InlineData("\"▲\\uD83D\\u0041\"", "Invalid Unicode escape sequence: \"\\uD83D\".")]
    [InlineData("▲'a'", "Unexpected single quote character ('), did you mean to use a double quote (\")?")]
    public void A_faulty_string_is_refused_where_the_fault_is(string marked, string message) =>
        SyntaxErrors.ShouldFail(marked, message, text => Parser.ParseValue(text));

    [Fact]
    public void Half_a_surrogate_pair_is_no_character()
    {
        var lone = ((char)0xD83D).ToString();
        SyntaxErrors.ShouldFail(
            $"\"a▲{lone}b\"",
            "Invalid character within String: U+D83D.",
            text => Parser.ParseValue(text)
        );
        SyntaxErrors.ShouldFail($"# ▲{lone}\n{{ a }}", "Invalid character: U+D83D.");
    }
}
