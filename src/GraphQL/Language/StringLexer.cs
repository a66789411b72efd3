using System.Globalization;
using System.Text;

namespace DepGraph.GraphQL.Language;

/// <summary>Reads quoted and block strings. https://spec.graphql.org/September2025/#sec-String-Value</summary>
internal static class StringLexer
{
    private const int LongestVariableEscape = 12;

    /// <summary>A string in plain quotes, starting at <paramref name="position"/>, which is moved past it.</summary>
    public static Token Read(Source source, ref int position)
    {
        var body = source.Body;
        var start = position;
        var at = start + 1;
        var chunk = at;
        StringBuilder? value = null;
        while (at < body.Length && body[at] is not ('\n' or '\r'))
        {
            switch (body[at])
            {
                case '"':
                    position = at + 1;
                    var text = value is null
                        ? body.Substring(chunk, at - chunk)
                        : value.Append(body, chunk, at - chunk).ToString();
                    return new Token(TokenKind.String, start, position, text);
                case '\\':
                    value = (value ?? new StringBuilder()).Append(body, chunk, at - chunk);
                    at += ReadEscape(source, at, value);
                    chunk = at;
                    break;
                default:
                    at += RequireScalar(source, at);
                    break;
            }
        }

        throw new GraphQLSyntaxException(source, at, "Unterminated string.");
    }

    /// <summary>
    /// A string in triple quotes, starting at <paramref name="position"/>, which is moved past it.
    /// https://spec.graphql.org/September2025/#sec-String-Value.Block-Strings
    /// </summary>
    public static Token ReadBlock(Source source, ref int position)
    {
        var body = source.Body;
        var start = position;
        var at = start + 3;
        var raw = new StringBuilder();
        var chunk = at;
        while (at < body.Length)
        {
            if (string.CompareOrdinal(body, at, "\"\"\"", 0, 3) == 0)
            {
                position = at + 3;
                raw.Append(body, chunk, at - chunk);
                return new Token(TokenKind.BlockString, start, position, BlockString.Dedent(raw.ToString()));
            }

            if (string.CompareOrdinal(body, at, "\\\"\"\"", 0, 4) == 0)
            {
                raw.Append(body, chunk, at - chunk);
                chunk = at + 1;
                at += 4;
            }
            else
            {
                at += RequireScalar(source, at);
            }
        }

        throw new GraphQLSyntaxException(source, at, "Unterminated string.");
    }

    /// <summary>UTF-16 units of the Unicode scalar value at <paramref name="position"/>; 0 for a lone surrogate.</summary>
    public static int ScalarLength(string body, int position)
    {
        var code = body[position];
        return !char.IsSurrogate(code) ? 1
            : position + 1 < body.Length && char.IsSurrogatePair(code, body[position + 1]) ? 2
            : 0;
    }

    /// <summary>How an error message shows a character: quoted when printable ASCII, else by its code point.</summary>
    public static string DescribeCharacter(string body, int position)
    {
        if (position >= body.Length)
        {
            return TokenKind.EndOfFile.Describe();
        }

        var code = ScalarLength(body, position) == 2 ? char.ConvertToUtf32(body, position) : body[position];
        return code switch
        {
            '"' => "'\"'",
            >= ' ' and <= '~' => $"\"{(char)code}\"",
            _ => $"U+{code:X4}",
        };
    }

    private static int RequireScalar(Source source, int position)
    {
        var length = ScalarLength(source.Body, position);
        return length > 0
            ? length
            : throw new GraphQLSyntaxException(
                source,
                position,
                $"Invalid character within String: {DescribeCharacter(source.Body, position)}."
            );
    }

    /// <summary>Appends what the escape at <paramref name="at"/> stands for and returns its length in the source.</summary>
    private static int ReadEscape(Source source, int at, StringBuilder value)
    {
        var body = source.Body;
        var code = at + 1 < body.Length ? body[at + 1] : '\0';
        if (code == 'u')
        {
            return at + 2 < body.Length && body[at + 2] == '{'
                ? ReadVariableWidthEscape(source, at, value)
                : ReadFixedWidthEscape(source, at, value);
        }

        value.Append(
            code switch
            {
                '"' or '\\' or '/' => code,
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => throw InvalidEscape(source, at, 2, "character"),
            }
        );
        return 2;
    }

    /// <summary>Four hexadecimal digits; supplementary characters as two such escapes, a surrogate pair.</summary>
    private static int ReadFixedWidthEscape(Source source, int at, StringBuilder value)
    {
        var body = source.Body;
        if (TryReadHex(body, at + 2, 4, out var code))
        {
            if (!char.IsSurrogate((char)code))
            {
                value.Append((char)code);
                return 6;
            }

            if (
                string.CompareOrdinal(body, at + 6, "\\u", 0, 2) == 0
                && TryReadHex(body, at + 8, 4, out var trailing)
                && char.IsSurrogatePair((char)code, (char)trailing)
            )
            {
                value.Append((char)code).Append((char)trailing);
                return 12;
            }
        }

        throw InvalidEscape(source, at, 6, "Unicode");
    }

    /// <summary>One to eight hexadecimal digits in braces, naming a Unicode scalar value.</summary>
    private static int ReadVariableWidthEscape(Source source, int at, StringBuilder value)
    {
        var body = source.Body;
        var limit = Math.Min(body.Length, at + LongestVariableEscape);
        var close = body.IndexOf('}', at, limit - at);
        if (
            close > at + 3
            && TryReadHex(body, at + 3, close - at - 3, out var code)
            && code <= int.MaxValue
            && Rune.IsValid((int)code)
        )
        {
            value.Append(new Rune((int)code).ToString());
            return close + 1 - at;
        }

        throw InvalidEscape(source, at, close < 0 ? LongestVariableEscape : close + 1 - at, "Unicode");
    }

    private static bool TryReadHex(string body, int start, int length, out uint code)
    {
        code = 0;
        return start + length <= body.Length
            && uint.TryParse(
                body.AsSpan(start, length),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out code
            );
    }

    private static GraphQLSyntaxException InvalidEscape(Source source, int at, int length, string kind)
    {
        var shown = source.Body.AsSpan(at, Math.Min(length, source.Body.Length - at));
        return new GraphQLSyntaxException(source, at, $"Invalid {kind} escape sequence: \"{shown}\".");
    }
}
