using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace DepGraph.GraphQL.Requests;

/// <summary>
/// A text in UTF-8 as it came: plain, or with the escapes of the JSON string that it stood in. Left undecoded, for a text that
/// is known already needs no decoding.
/// </summary>
internal readonly struct RawText
{
    private readonly bool _isEscaped;

    private RawText(ReadOnlyMemory<byte> utf8, bool isEscaped)
    {
        Utf8 = utf8;
        _isEscaped = isEscaped;
    }

    public ReadOnlyMemory<byte> Utf8 { get; }

    public static RawText Plain(string text) => new(Encoding.UTF8.GetBytes(text), isEscaped: false);

    /// <param name="content">What stands between the quotes of a JSON string.</param>
    /// <param name="isEscaped">Whether there is a backslash in it.</param>
    public static RawText Json(ReadOnlyMemory<byte> content, bool isEscaped) => new(content, isEscaped);

    /// <summary>Two texts with the same bytes are not the same when only one is escaped.</summary>
    public ulong Hash(ulong seed) => ByteHash.Compute(Utf8.Span, _isEscaped ? ~seed : seed);

    public bool Is(RawText other) => _isEscaped == other._isEscaped && Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <summary>A copy that does not hang on the request's memory.</summary>
    public RawText Copy() => new(Utf8.ToArray(), _isEscaped);

    /// <summary>False when an escape in it is half a surrogate pair.</summary>
    public bool TryDecode([NotNullWhen(true)] out string? text)
    {
        if (!_isEscaped)
        {
            text = Encoding.UTF8.GetString(Utf8.Span);
            return true;
        }

        var quoted = new byte[Utf8.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        Utf8.Span.CopyTo(quoted.AsSpan(1));
        var reader = new Utf8JsonReader(quoted);
        try
        {
            reader.Read();
            text = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }
}
