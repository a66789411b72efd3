using System.Text.Json;
using DepGraph.Npm.Packuments.Packing;

namespace DepGraph.Npm.Packuments.Reading;

/// <summary>
/// Puts JSON values into a string table as UTF-8, without making strings. Everything here works on one span of the
/// document: a method that returns false ran out of it, and the caller starts that part again with more.
/// </summary>
internal sealed class JsonTexts(ByteInterner strings)
{
    private byte[] _scratch = new byte[256];

    public ByteInterner Strings => strings;

    /// <summary>Interns the text of a property name or string token.</summary>
    public int Intern(ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
            return strings.Intern(raw);
        EnsureScratch(raw.Length);
        try
        {
            return strings.Intern(_scratch.AsSpan(0, reader.CopyString(_scratch)));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair or invalid UTF-8 has no text: the escaped form stands for it.
            return strings.Intern(raw);
        }
    }

    /// <summary>Interns the value at the reader as JSON without insignificant white space, and moves to its end.</summary>
    public bool TryInternJson(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, out int id)
    {
        id = -1;
        var start = (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
            return false;
        var raw = data[start..(int)reader.BytesConsumed];
        EnsureScratch(raw.Length);
        id = strings.Intern(_scratch.AsSpan(0, Minify(raw, _scratch)));
        return true;
    }

    /// <summary>A string's text, as JSON anything else that JavaScript takes for true; −1 for what it takes for false.</summary>
    public bool TryInternTruthy(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, out int id)
    {
        id = -1;
        if (!IsTruthy(ref reader))
            return true;
        if (reader.TokenType != JsonTokenType.String)
            return TryInternJson(ref reader, data, out id);
        id = Intern(ref reader);
        return true;
    }

    /// <summary>Collects a string, or the strings of an array; other values are no texts.</summary>
    public bool TryReadTexts(ref Utf8JsonReader reader, List<int> ids)
    {
        ids.Clear();
        if (reader.TokenType == JsonTokenType.String)
        {
            ids.Add(Intern(ref reader));
            return true;
        }
        if (reader.TokenType != JsonTokenType.StartArray)
            return reader.TrySkip();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndArray)
                return true;
            if (reader.TokenType == JsonTokenType.String)
                ids.Add(Intern(ref reader));
            else if (!reader.TrySkip())
                return false;
        }
        return false;
    }

    /// <summary>The text of a string token; −1, with the value skipped, for any other.</summary>
    public bool TryReadText(ref Utf8JsonReader reader, out int id)
    {
        id = -1;
        if (reader.TokenType != JsonTokenType.String)
            return reader.TrySkip();
        id = Intern(ref reader);
        return true;
    }

    /// <summary>As <see cref="TryReadText(ref Utf8JsonReader, out int)"/>, but skips the value unless it is wanted.</summary>
    public bool TryReadText(ref Utf8JsonReader reader, bool isWanted, out int id)
    {
        id = -1;
        return isWanted ? TryReadText(ref reader, out id) : reader.TrySkip();
    }

    /// <summary>Whether a property name or string token has this text; one that has no text, being half a surrogate pair, has not.</summary>
    public static bool IsText(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return reader.ValueTextEquals(utf8);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether JavaScript takes the value that begins here for true.</summary>
    public static bool IsTruthy(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String => !reader.ValueSpan.IsEmpty,
            JsonTokenType.Number => !reader.TryGetDouble(out var number) || number != 0,
            JsonTokenType.Null or JsonTokenType.False => false,
            _ => true,
        };

    /// <summary>
    /// A size or count: a whole number from 0 to <paramref name="most"/>; −1 for anything else. The value must be a scalar or
    /// be skipped by the caller.
    /// </summary>
    public static long ReadCount(ref Utf8JsonReader reader, long most)
    {
        if (reader.TokenType != JsonTokenType.Number)
            return -1;
        if (reader.TryGetInt64(out var whole))
            return whole >= 0 && whole <= most ? whole : -1;
        return reader.TryGetDouble(out var number) && number >= 0 && number <= most && number == Math.Floor(number)
            ? (long)number
            : -1;
    }

    private void EnsureScratch(int length)
    {
        if (_scratch.Length < length)
            _scratch = new byte[Math.Max(length, _scratch.Length * 2)];
    }

    private static int Minify(ReadOnlySpan<byte> json, Span<byte> destination)
    {
        var length = 0;
        var isInString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var b = json[i];
            if (isInString)
            {
                destination[length++] = b;
                if (b == '\\')
                    destination[length++] = json[++i];
                else if (b == '"')
                    isInString = false;
            }
            else if (b is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r'))
            {
                destination[length++] = b;
                isInString = b == '"';
            }
        }
        return length;
    }
}
