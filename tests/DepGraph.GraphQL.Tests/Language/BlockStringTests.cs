using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Tests.Language;

public sealed class BlockStringTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("simple", "simple")]
    [InlineData("  kept beside the quotes  ", "  kept beside the quotes  ")]
    [InlineData(
        "\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  ",
        "Hello,\n  World!\n\nYours,\n  GraphQL."
    )]
    [InlineData("a\r\n  b\r  c\n  d", "a\nb\nc\nd")]
    [InlineData("\n\n  \n  text\n\n \n", "text")]
    [InlineData("first\n    second\n   third", "first\n second\nthird")]
    [InlineData("\n\ttabs\n\t\tcount", "tabs\n\tcount")]
    [InlineData("\n\u00A0\u00A0no-break spaces do not", "\u00A0\u00A0no-break spaces do not")]
    [InlineData("\n  blank line\n \n  shorter than the indent", "blank line\n\nshorter than the indent")]
    [InlineData("quotes \"\" and \\\"\"\" inside", "quotes \"\" and \"\"\" inside")]
    [InlineData("no \\n escapes \\u0041", "no \\n escapes \\u0041")]
    public void Common_indentation_and_outer_blank_lines_go(string raw, string value)
    {
        var node = Parser.ParseValue($"\"\"\"{raw}\"\"\"").ShouldBeOfType<StringValueNode>();
        node.Value.ShouldBe(value);
        node.IsBlock.ShouldBeTrue();
    }

    [Theory]
    [InlineData("\"\"\"abc▲")]
    [InlineData("\"\"\"abc\\\"\"\"▲")]
    [InlineData("\"\"\"\n\"\"▲")]
    public void An_open_block_string_is_refused_at_the_end(string marked) =>
        SyntaxErrors.ShouldFail(marked, "Unterminated string.", text => Parser.ParseValue(text));

    [Theory]
    [InlineData("")]
    [InlineData("one line")]
    [InlineData("  indented")]
    [InlineData("  indented, ends with a \"")]
    [InlineData("ends with a \\")]
    [InlineData("a \"\"\" inside")]
    [InlineData("first\n  second\n\nthird")]
    [InlineData("first\n   \nthird")]
    [InlineData("  first\nsecond")]
    [InlineData("\ttab\n\t\tmore\nless")]
    public void A_printed_block_string_reads_as_before(string value)
    {
        var printed = Printer.Print(Parser.Parse(Wrap(new StringValueNode(value, isBlock: true))));
        printed.ShouldContain("\"\"\"");
        Read(printed).ShouldBe(value);
    }

    [Theory]
    [InlineData("\nblank line before")]
    [InlineData("blank line after\n")]
    [InlineData("  all\n  indented")]
    [InlineData("carriage\rreturn")]
    public void What_a_block_string_cannot_say_is_printed_in_plain_quotes(string value)
    {
        var printed = Printer.Print(new StringValueNode(value, isBlock: true));
        printed.ShouldNotStartWith("\"\"\"");
        Parser.ParseValue(printed).ShouldBeOfType<StringValueNode>().Value.ShouldBe(value);
    }

    private static string Wrap(StringValueNode value) => $"type T {{ {Printer.Print(value)} a: Int }}";

    private static string Read(string text) =>
        Parser
            .Parse(text)
            .Definitions[0]
            .ShouldBeOfType<ObjectTypeDefinitionNode>()
            .Fields[0]
            .Description.ShouldNotBeNull()
            .Value;
}
