namespace DepGraph.Ingestion.Import;

/// <summary>
/// Cuts a stream into lines. A line is in memory whole, and nothing else is: the buffer grows to the longest line so far, at
/// most to the limit. A longer line is passed over and says so.
/// </summary>
/// <param name="stream">UTF-8; read to its end, not disposed.</param>
/// <param name="maxLineBytes">The longest line that is given out, its line feed included.</param>
/// <param name="offset">Bytes before the stream's begin.</param>
/// <param name="number">Lines before it.</param>
internal sealed class LineReader(Stream stream, int maxLineBytes, long offset = 0, long number = 0)
{
    private const int FirstBufferBytes = 256 << 10;

    private byte[] buffer = new byte[Math.Min(FirstBufferBytes, maxLineBytes)];
    private int start;
    private int filled;
    private bool isAtEnd;

    private long position = offset;

    /// <summary>The number of the line read last, counted from 1.</summary>
    public long Number { get; private set; } = number;

    /// <summary>Where the line read last ends: bytes up to and with its line feed.</summary>
    public long Offset => position - (filled - start);

    /// <summary>Whether the line read last is longer than the limit: then nothing of it is given out.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Reads the next line, without its line feed; false at the end. It is valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        IsTooLong = false;
        var searched = 0;
        while (true)
        {
            var unread = buffer.AsSpan(start, filled - start);
            var feed = unread[searched..].IndexOf((byte)'\n');
            if (feed >= 0 || isAtEnd)
            {
                var length = feed >= 0 ? searched + feed : unread.Length;
                line = IsTooLong ? default : unread[..length];
                start += feed >= 0 ? length + 1 : length;
                var isLine = feed >= 0 || length > 0 || IsTooLong;
                Number += isLine ? 1 : 0;
                return isLine;
            }

            searched = unread.Length;
            if (start == 0 && filled == buffer.Length)
            {
                searched = GrowOrPassOver(searched);
            }

            Fill();
        }
    }

    private int GrowOrPassOver(int searched)
    {
        if (buffer.Length < maxLineBytes)
        {
            Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, maxLineBytes));
            return searched;
        }

        IsTooLong = true;
        filled = 0;
        return 0;
    }

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            start = 0;
        }

        var read = stream.Read(buffer, filled, buffer.Length - filled);
        filled += read;
        position += read;
        isAtEnd = read == 0;
    }
}
