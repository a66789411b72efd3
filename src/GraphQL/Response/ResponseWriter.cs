using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace DepGraph.GraphQL.Response;

/// <summary>
/// Appends JSON as UTF-8 to one growing, pooled buffer. It writes what it is told: commas, keys and nesting are the caller's.
/// Positions are byte offsets from the start and stay valid while the buffer grows.
/// </summary>
public sealed class ResponseWriter : IDisposable
{
    private const int InitialSize = 4096;

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f"
            + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"
    );

    private readonly int _maxBytes;
    private byte[] _buffer;
    private int _position;

    /// <param name="maxBytes">
    /// Where the buffer stops growing: a write that needs more throws <see cref="ResponseTooLargeException"/>. The buffer's size is a
    /// power of two, and a string asks for three bytes a character, so the end is met anywhere from a third to twice this.
    /// </param>
    public ResponseWriter(int maxBytes = int.MaxValue)
    {
        _maxBytes = maxBytes;
        _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    }

    /// <summary>How many bytes are written: where the next one goes.</summary>
    public int Position => _position;

    public void WriteNull() => WriteRaw("null"u8);

    public void WriteBoolean(bool value) => WriteRaw(value ? "true"u8 : "false"u8);

    public void WriteInt32(int value)
    {
        if ((uint)value < 10)
        {
            WriteByte((byte)('0' + value));
            return;
        }

        Utf8Formatter.TryFormat(value, Reserve(11), out var written);
        _position += written;
    }

    public void WriteInt64(long value)
    {
        Utf8Formatter.TryFormat(value, Reserve(20), out var written);
        _position += written;
    }

    /// <summary>Shortest text that reads back as the same number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">JSON has no text for infinities and NaN.</exception>
    public void WriteDouble(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "JSON has only finite numbers.");
        }

        value.TryFormat(Reserve(32), out var written, default, CultureInfo.InvariantCulture);
        _position += written;
    }

    public void WriteDecimal(decimal value)
    {
        value.TryFormat(Reserve(40), out var written, default, CultureInfo.InvariantCulture);
        _position += written;
    }

    /// <summary>RFC 3339 in UTC, with as many digits of a second as the value has: <c>"2026-01-31T12:00:00.5Z"</c>.</summary>
    public void WriteDateTimeOffset(DateTimeOffset value)
    {
        var span = Reserve(34);
        span[0] = (byte)'"';
        value.UtcDateTime.TryFormat(
            span[1..],
            out var written,
            value.UtcTicks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ",
            CultureInfo.InvariantCulture
        );
        span[written + 1] = (byte)'"';
        _position += written + 2;
    }

    /// <summary>A JSON string. A lone surrogate becomes U+FFFD.</summary>
    public void WriteString(string value) => WriteString(value.AsSpan());

    /// <inheritdoc cref="WriteString(string)"/>
    public void WriteString(ReadOnlySpan<char> value)
    {
        // Room for text without escapes, and for the whole vectors that plain text is copied in.
        var span = Reserve(checked((value.Length * 3) + 2 + PlainText.Slack));
        span[0] = (byte)'"';
        var written = PlainText.Copy(value, span[1..]);
        if (written == value.Length)
        {
            span[written + 1] = (byte)'"';
            _position += written + 2;
            return;
        }

        var first = value.IndexOfAny(Escaped);
        if (first >= 0)
        {
            WriteEscaped(value, first);
            return;
        }

        Utf8.FromUtf16(value, span[1..], out _, out written);
        span[written + 1] = (byte)'"';
        _position += written + 2;
    }

    /// <summary>Any parsed JSON value, as it is.</summary>
    public void WriteJson(JsonElement value) => WriteRaw(Encoding.UTF8.GetBytes(value.GetRawText()));

    /// <summary>Bytes that are JSON already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        _position += utf8.Length;
    }

    /// <summary>Bytes that are JSON already, copied in whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteRaw(PaddedBytes bytes)
    {
        var target = Reserve(bytes.PaddedLength);
        bytes.CopyTo(target);
        _position += bytes.Length;
    }

    public void WriteByte(byte value)
    {
        Reserve(1)[0] = value;
        _position++;
    }

    /// <summary>Replaces one byte that was written before.</summary>
    internal void Patch(int position, byte value)
    {
        Debug.Assert(position < _position, "only what is written can be replaced");
        _buffer[position] = value;
    }

    /// <summary>Forgets everything from <paramref name="position"/> on.</summary>
    internal void Truncate(int position)
    {
        Debug.Assert(position <= _position, "a truncation never grows");
        _position = position;
    }

    internal ReadOnlyMemory<byte> Written(int start, int end) => _buffer.AsMemory(start, end - start);

    /// <summary>Starts over; a buffer grown beyond <paramref name="keep"/> bytes goes back to the pool.</summary>
    internal void Reset(int keep)
    {
        _position = 0;
        if (_buffer.Length > keep)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _position = 0;
        }
    }

    private void WriteEscaped(ReadOnlySpan<char> value, int first)
    {
        WriteByte((byte)'"');
        while (first >= 0)
        {
            WriteText(value[..first]);
            WriteEscape(value[first]);
            value = value[(first + 1)..];
            first = value.IndexOfAny(Escaped);
        }

        WriteText(value);
        WriteByte((byte)'"');
    }

    private void WriteText(ReadOnlySpan<char> value)
    {
        Utf8.FromUtf16(value, Reserve(checked(value.Length * 3)), out _, out var written);
        _position += written;
    }

    private void WriteEscape(char c)
    {
        var span = Reserve(6);
        span[0] = (byte)'\\';
        var simple = c switch
        {
            '"' => '"',
            '\\' => '\\',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\b' => 'b',
            '\f' => 'f',
            _ => '\0',
        };
        if (simple != '\0')
        {
            span[1] = (byte)simple;
            _position += 2;
            return;
        }

        "u00"u8.CopyTo(span[1..]);
        span[4] = (byte)(c < 0x10 ? '0' : '1');
        span[5] = (byte)"0123456789abcdef"[c & 0xf];
        _position += 6;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _position < count)
        {
            Grow(count);
        }

        return _buffer.AsSpan(_position);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        if (_position > _maxBytes - count)
        {
            throw new ResponseTooLargeException(_maxBytes);
        }

        var size = (int)Math.Min(Math.Max((long)_buffer.Length * 2, (long)_position + count), Array.MaxLength);
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, _position).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
