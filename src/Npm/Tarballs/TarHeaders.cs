using System.Globalization;
using System.Text;

namespace DepGraph.Npm.Tarballs;

/// <summary>
/// Reads the headers of a tar archive one after the other: ustar, pax and GNU long names
/// (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13).
/// </summary>
internal sealed class TarHeaders(Stream archive, TarballLimits limits)
{
    private const int BlockBytes = 512;
    private const int MaxExtensionBytes = 1 << 20;

    private readonly byte[] _block = new byte[BlockBytes];
    private readonly byte[] _skipped = new byte[64 << 10];
    private long _total;
    private long _rest;
    private int _padding;
    private int _entries;

    /// <summary>The next entry, its content not read yet; null at the end.</summary>
    public async ValueTask<TarEntry?> NextAsync(CancellationToken cancellationToken)
    {
        string? longPath = null;
        long? longSize = null;
        while (await ReadHeaderAsync(cancellationToken) is { } entry)
        {
            switch (entry.Type)
            {
                case 'L':
                    longPath = Text(await ReadExtensionAsync(entry, cancellationToken));
                    continue;
                case 'x':
                    ReadPax(await ReadExtensionAsync(entry, cancellationToken), ref longPath, ref longSize);
                    continue;
                case 'g' or 'K':
                    continue;
                default:
                    var size = longSize ?? entry.Size;
                    _rest = size;
                    _padding = PaddingOf(size);
                    return entry with { Path = longPath ?? entry.Path, Size = size };
            }
        }
        return null;
    }

    /// <summary>The content of the entry that came last.</summary>
    public async ValueTask<byte[]> ReadContentAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        var content = new byte[entry.Size];
        await FillAsync(content, cancellationToken);
        _rest = 0;
        return content;
    }

    private async ValueTask<TarEntry?> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        await SkipAsync(_rest + _padding, cancellationToken);
        (_rest, _padding) = (0, 0);
        var read = await archive.ReadAtLeastAsync(_block, BlockBytes, throwOnEndOfStream: false, cancellationToken);
        Count(read);
        // An archive ends with empty blocks, but some just end.
        if (read == 0 || (read == BlockBytes && !_block.AsSpan().ContainsAnyExcept((byte)0)))
            return null;
        if (read < BlockBytes)
            throw new TarballFormatException("The archive is cut short within a header.");
        if (++_entries > limits.MaxEntries)
            throw new TarballFormatException($"The archive has more than {limits.MaxEntries} entries.");
        CheckSum();
        var size = Number(_block.AsSpan(124, 12));
        _rest = size;
        _padding = PaddingOf(size);
        return new TarEntry(PathOf(_block), (char)_block[156], size);
    }

    private async ValueTask<byte[]> ReadExtensionAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Size > MaxExtensionBytes)
            throw new TarballFormatException($"A header of the archive is longer than {MaxExtensionBytes} bytes.");
        return await ReadContentAsync(entry, cancellationToken);
    }

    private async ValueTask FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await archive.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        Count(read);
        if (read < buffer.Length)
            throw new TarballFormatException("The archive is cut short within a file.");
    }

    private async ValueTask SkipAsync(long count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            var part = _skipped.AsMemory(0, (int)Math.Min(count, _skipped.Length));
            var read = await archive.ReadAsync(part, cancellationToken);
            if (read == 0)
                throw new TarballFormatException("The archive is cut short within a file.");
            Count(read);
            count -= read;
        }
    }

    private void Count(int read)
    {
        _total += read;
        if (_total > limits.MaxBytes)
            throw new TarballFormatException($"The archive has more than {limits.MaxBytes} bytes.");
    }

    private void CheckSum()
    {
        long sum = 8 * ' ';
        for (var i = 0; i < BlockBytes; i++)
            if (i is < 148 or >= 156)
                sum += _block[i];
        if (sum != Number(_block.AsSpan(148, 8)))
            throw new TarballFormatException("A header of the archive does not match its check sum.");
    }

    /// <summary>Length, a blank, key, an equals sign, value, a line feed; the length counts all of that.</summary>
    private static void ReadPax(ReadOnlySpan<byte> records, ref string? path, ref long? size)
    {
        while (!records.IsEmpty)
        {
            var blank = records.IndexOf((byte)' ');
            if (
                blank < 1
                || !int.TryParse(records[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= blank + 1
                || length > records.Length
            )
                throw new TarballFormatException("An extended header of the archive is malformed.");
            var record = records[(blank + 1)..(length - 1)];
            records = records[length..];
            if (record.StartsWith("path="u8))
                path = Text(record[5..]);
            else if (
                record.StartsWith("size="u8)
                && long.TryParse(record[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var stated)
            )
                size = stated;
        }
    }

    private static string PathOf(ReadOnlySpan<byte> block)
    {
        var name = Text(block[..100]);
        var isUstar = block.Slice(257, 5).SequenceEqual("ustar"u8);
        var prefix = isUstar ? Text(block.Slice(345, 155)) : "";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    /// <summary>Octal digits, or with the first bit set a big-endian number.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        long number = 0;
        if ((field[0] & 0x80) != 0)
        {
            foreach (var b in field[^8..])
                number = number << 8 | b;
            return number >= 0 ? number : throw new TarballFormatException("A size in the archive is negative.");
        }
        foreach (var b in field.TrimStart((byte)' '))
        {
            if (b is 0 or (byte)' ')
                break;
            if (b is < (byte)'0' or > (byte)'7')
                throw new TarballFormatException("A number in a header of the archive is malformed.");
            number = number << 3 | (long)(b - '0');
        }
        return number;
    }

    private static int PaddingOf(long size) => (int)(-size & (BlockBytes - 1));

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }
}
