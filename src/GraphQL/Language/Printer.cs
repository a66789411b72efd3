using System.Text;

namespace DepGraph.GraphQL.Language;

/// <summary>
/// Turns a syntax tree back into text that parses to an equal tree. Nodes may nest no deeper than
/// <see cref="ParserOptions.MaxDepth"/> allows, since printing recurses.
/// </summary>
public static class Printer
{
    /// <summary>The text of any node; documents and definitions in several lines with two spaces of indentation.</summary>
    public static string Print(AstNode node)
    {
        var printer = new NodePrinter();
        printer.Print(node);
        return printer.ToString();
    }

    /// <summary>A string literal in plain quotes that means <paramref name="value"/>.</summary>
    internal static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                default:
                    _ = char.IsControl(c) ? text.Append($"\\u{(int)c:X4}") : text.Append(c);
                    break;
            }
        }

        text.Append('"');
    }
}
