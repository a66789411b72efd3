using System.Text;

namespace DepGraph.GraphQL.Requests;

/// <summary>
/// A text in UTF-8 as it came: plain, or with the escapes of the JSON string that it stood in; or the id of a text that is
/// kept elsewhere. Left undecoded, for a text that is known already needs no decoding.
/// </summary>
internal readonly struct RawText
{
    private readonly Form _form;

    private RawText(ReadOnlyMemory<byte> utf8, Form form)
    {
        Utf8 = utf8;
        _form = form;
    }

    private enum Form : byte
    {
        Missing,
        Plain,
        Escaped,
        Id,
    }

    /// <summary>Whether there is no text at all, not even an empty one.</summary>
    public bool IsMissing => _form == Form.Missing;

    public ReadOnlyMemory<byte> Utf8 { get; }

    public static RawText Plain(string text) => new(Encoding.UTF8.GetBytes(text), Form.Plain);

    /// <param name="content">What stands between the quotes of a JSON string.</param>
    /// <param name="isEscaped">Whether there is a backslash in it.</param>
    public static RawText Json(ReadOnlyMemory<byte> content, bool isEscaped) =>
        new(content, isEscaped ? Form.Escaped : Form.Plain);

    /// <summary>What another text is known by.</summary>
    public static RawText Id(ReadOnlyMemory<byte> utf8) => new(utf8, Form.Id);

    /// <summary>Two texts with the same bytes are not the same when one is plain, the other escaped or an id.</summary>
    public ulong Hash(ulong seed) => ByteHash.Compute(Utf8.Span, seed + (ulong)_form);

    public bool Is(RawText other) => _form == other._form && Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <summary>A copy that does not hang on the request's memory.</summary>
    public RawText Copy() => new(Utf8.ToArray(), _form);

    /// <summary>
    /// The text with its escapes resolved. Half a surrogate pair stays what it is: the parser then refuses it at its place.
    /// </summary>
    public string Decode()
    {
        var raw = Encoding.UTF8.GetString(Utf8.Span);
        return _form == Form.Escaped ? Unescape(raw) : raw;
    }

    /// <summary>JSON's escapes, known to be well-formed.</summary>
    private static string Unescape(string text)
    {
        var unescaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                unescaped.Append(text[i]);
                continue;
            }

            var escape = text[++i];
            if (escape == 'u')
            {
                unescaped.Append((char)Convert.ToUInt16(text.Substring(i + 1, 4), 16));
                i += 4;
            }
            else
            {
                unescaped.Append(
                    escape switch
                    {
                        'n' => '\n',
                        'r' => '\r',
                        't' => '\t',
                        'b' => '\b',
                        'f' => '\f',
                        _ => escape,
                    }
                );
            }
        }

        return unescaped.ToString();
    }
}
