using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace DepGraph.Npm.Specs;

/// <summary>ECMAScript's percent-encoding. https://tc39.es/ecma262/#sec-uri-handling-functions</summary>
internal static class UriText
{
    private static readonly SearchValues<char> Unreserved = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()"
    );

    /// <summary>Whether encodeURIComponent leaves the text as it is.</summary>
    public static bool IsComponent(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Unreserved);

    /// <summary>decodeURIComponent; false where it would throw: a percent sign without two hex digits, or bytes that are not UTF-8.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? decoded)
    {
        if (!text.Contains('%'))
        {
            decoded = text.ToString();
            return true;
        }

        decoded = null;
        byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        int length = 0;
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] == '%')
            {
                if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
                {
                    return false;
                }

                bytes[length++] = Convert.FromHexString(text.Slice(at + 1, 2))[0];
                at += 3;
            }
            else
            {
                int end = text[at..].IndexOf('%') is var percent and >= 0 ? at + percent : text.Length;
                length += Encoding.UTF8.GetBytes(text[at..end], bytes.AsSpan(length));
                at = end;
            }
        }

        if (!Utf8.IsValid(bytes.AsSpan(0, length)))
        {
            return false;
        }

        decoded = Encoding.UTF8.GetString(bytes, 0, length);
        return true;
    }
}
