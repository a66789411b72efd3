using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace DepGraph.Storage.Neo4j.Bulk;

/// <summary>
/// Rows as <c>neo4j-admin database import</c> reads them: RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), where a field without quotes and
/// content is no property at all. A row whose texts have line breaks goes to rows of its own, for the importer reads such files in another,
/// slower way.
/// </summary>
internal sealed class CsvRows
{
    /// <summary>Between the elements of a list: a control character, which no text has but by accident.</summary>
    public const char Separator = '\u001F';

    private const int MostDigits = 20;
    private const int MostTimeBytes = 40;
    private const int MostBytesOfByte = 8;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly SearchValues<char> Special = SearchValues.Create("\"\n\r");

    /// <summary>Each byte as a signed number with the separator behind it: its bytes, the first one lowest, and how many they are.</summary>
    private static readonly (ulong Text, int Length)[] ByteTexts =
    [
        .. Enumerable.Range(byte.MinValue, byte.MaxValue + 1).Select(TextOf),
    ];

    private readonly ByteBuffer _lines = new();
    private readonly ByteBuffer _multiline = new();
    private readonly ByteBuffer _row = new();
    private bool _isMultiline;

    /// <summary>The rows so far that are one line each.</summary>
    public ReadOnlyMemory<byte> Lines => _lines.Written;

    /// <summary>Those of which some text has a line break.</summary>
    public ReadOnlyMemory<byte> MultilineRows => _multiline.Written;

    /// <summary>Bytes of the longest row.</summary>
    public int Longest { get; private set; }

    /// <summary>A field without a value.</summary>
    public CsvRows None()
    {
        _row.Add((byte)',');
        return this;
    }

    public CsvRows Number(long? value)
    {
        if (value is { } number)
            Put(number);
        return None();
    }

    public CsvRows Numbers(params ReadOnlySpan<long> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                _row.Add((byte)Separator);
            Put(values[i]);
        }
        return None();
    }

    public CsvRows Truth(bool value)
    {
        _row.Add(value ? "true"u8 : "false"u8);
        return None();
    }

    /// <summary>A moment, in UTC.</summary>
    public CsvRows Time(DateTimeOffset? value)
    {
        if (value is { } time)
        {
            time.UtcDateTime.TryFormat(
                _row.Rest(MostTimeBytes),
                out var written,
                TimeFormat,
                CultureInfo.InvariantCulture
            );
            _row.Advance(written);
        }
        return None();
    }

    public CsvRows Text(string? value)
    {
        if (value is null)
            return None();
        _row.Add((byte)'"');
        PutQuoted(value);
        _row.Add((byte)'"');
        return None();
    }

    /// <summary>A list of texts; an empty one has no value. What stands between elements cannot stand in one and becomes a blank.</summary>
    public CsvRows Texts(IReadOnlyList<string>? values)
    {
        if (values is not { Count: > 0 })
            return None();
        _row.Add((byte)'"');
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0)
                _row.Add((byte)Separator);
            PutQuoted(values[i].Replace(Separator, ' '));
        }
        _row.Add((byte)'"');
        return None();
    }

    /// <summary>An array of bytes, as the signed numbers that Java has for them.</summary>
    public CsvRows Bytes(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return None();
        var rest = _row.Rest(checked((value.Length * 5) + MostBytesOfByte));
        var at = 0;
        foreach (var unit in value)
        {
            var (text, length) = ByteTexts[unit];
            BinaryPrimitives.WriteUInt64LittleEndian(rest[at..], text);
            at += length;
        }
        _row.Advance(at - 1);
        return None();
    }

    /// <summary>Fields that were taken from another row.</summary>
    public CsvRows Fields(CsvFields fields)
    {
        _row.Add(fields.Content);
        _isMultiline |= fields.IsMultiline;
        return this;
    }

    /// <summary>Takes the fields of this row away, for other rows.</summary>
    public CsvFields TakeFields()
    {
        var fields = new CsvFields(_row.Written.ToArray(), _isMultiline);
        Clear();
        return fields;
    }

    /// <summary>Ends the row: what stands behind its last field becomes the line's end.</summary>
    public void End()
    {
        _row.Truncate(_row.Length - 1);
        _row.Add((byte)'\n');
        (_isMultiline ? _multiline : _lines).Add(_row.Written.Span);
        Longest = Math.Max(Longest, _row.Length);
        Clear();
    }

    private void Clear()
    {
        _row.Truncate(0);
        _isMultiline = false;
    }

    private void Put(long number)
    {
        Utf8Formatter.TryFormat(number, _row.Rest(MostDigits), out var written);
        _row.Advance(written);
    }

    private void PutQuoted(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is >= 0 and var special)
        {
            PutPlain(text[..(special + 1)]);
            if (text[special] == '"')
                _row.Add((byte)'"');
            else
                _isMultiline = true;
            text = text[(special + 1)..];
        }
        PutPlain(text);
    }

    private void PutPlain(ReadOnlySpan<char> text) =>
        _row.Advance(Encoding.UTF8.GetBytes(text, _row.Rest(Encoding.UTF8.GetMaxByteCount(text.Length))));

    private static (ulong Text, int Length) TextOf(int unit)
    {
        Span<byte> text = stackalloc byte[MostBytesOfByte];
        text.Clear();
        Utf8Formatter.TryFormat((sbyte)unit, text, out var length);
        text[length] = (byte)Separator;
        return (BinaryPrimitives.ReadUInt64LittleEndian(text), length + 1);
    }
}
