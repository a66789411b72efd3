using System.Buffers.Binary;
using System.Text.Json;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>
/// The packed form of a package's details. After the envelope: ten words (see the constructor), then
/// <code>
/// versions      per version, and once more for the end: text offset, licence string + 1, forms offset (words), published (8 bytes)
/// string table  see PackedStrings
/// texts         a NUL, then every version's text with a NUL after it
/// forms         per distinct one: libc, counted strings; its JSON as string + 1 where it is a text; how the licence is declared, see
///               the constants; JSON of the workspaces as string + 1 (varints)
/// top           name string; description, homepage, licence, repository, directory as string + 1; keywords, counted;
///               maintainers, counted, each name and email as string + 1 (varints)
/// </code>
/// Times are milliseconds since 1970; <see cref="long.MinValue"/>: unknown.
/// </summary>
internal sealed class PackedDetails
{
    public const byte ContentType = (byte)'D';
    public const int HeaderWords = 10;
    public const int VersionLength = 20;

    /// <summary>The licence is declared as a text.</summary>
    public const int PlainLicense = 0;

    /// <summary>No licence is declared where npm looks for it.</summary>
    public const int NoLicense = 1;

    /// <summary>From here on the string, plus this, of its JSON.</summary>
    public const int FirstLicenseJson = 2;

    private readonly int _versions;
    private readonly int _forms;
    private readonly int _top;

    /// <summary>Reads the header of sealed bytes.</summary>
    /// <exception cref="InvalidDataException">The parts' lengths do not add up to the whole.</exception>
    public PackedDetails(byte[] data)
    {
        Data = data;
        if (data.Length < PackedEnvelope.HeaderLength + 4 * HeaderWords)
            throw new InvalidDataException("Packed details: the header is cut short");
        VersionCount = Header(0);
        var stringCount = Header(1);
        CreatedMilliseconds = Long(PackedEnvelope.HeaderLength + 8);
        ModifiedMilliseconds = Long(PackedEnvelope.HeaderLength + 16);
        long position = PackedEnvelope.HeaderLength + 4 * HeaderWords;
        _versions = Part(ref position, VersionCount + 1L, VersionLength);
        var strings = Part(ref position, stringCount + 1L, 4);
        var stringBytes = Part(ref position, Header(6), 1);
        var texts = Part(ref position, Header(7), 1) + 1;
        _forms = Part(ref position, Header(8), 1);
        _top = Part(ref position, Header(9), 1);
        if (position != data.Length)
            throw new InvalidDataException($"Packed details: {data.Length} bytes where {position} are declared");
        Strings = new PackedStrings(
            data,
            new NumberTable(data, strings, columns: 1, isNarrow: false),
            stringBytes,
            stringCount
        );
        var rows = new NumberTable(data, _versions, VersionLength / NumberTable.WideLength, isNarrow: false);
        Texts = new VersionTexts(data, rows, VersionCount, texts);
    }

    public byte[] Data { get; }
    public int VersionCount { get; }
    public long CreatedMilliseconds { get; }
    public long ModifiedMilliseconds { get; }
    public PackedStrings Strings { get; }
    public VersionTexts Texts { get; }
    public PackedReader Top => new(Data.AsSpan(_top));

    public long PublishedMilliseconds(int version) => Long(_versions + version * VersionLength + 12);

    public string? License(int version)
    {
        var id = Word(_versions + version * VersionLength + 4) - 1;
        return id < 0 ? null : Strings[id];
    }

    public string[] Libc(int version)
    {
        var data = Forms(version);
        var reader = new PackedReader(data);
        return PackedIds.Read(ref reader, data).ToStrings(Strings);
    }

    /// <summary>How a version declares what npm's lock file repeats.</summary>
    public DeclaredForms Declared(int version)
    {
        var data = Forms(version);
        var reader = new PackedReader(data);
        PackedIds.Read(ref reader, data);
        var libc = Json(reader.Varint());
        var license = reader.Varint() switch
        {
            PlainLicense => License(version) is { } text ? JsonSerializer.Serialize(text) : null,
            NoLicense => null,
            var id => Strings[id - FirstLicenseJson],
        };
        return new DeclaredForms(libc, license, Json(reader.Varint()));

        string? Json(int id) => id == 0 ? null : Strings[id - 1];
    }

    private ReadOnlySpan<byte> Forms(int version) =>
        Data.AsSpan(_forms + Word(_versions + version * VersionLength + 8));

    private int Header(int word) => Word(PackedEnvelope.HeaderLength + 4 * word);

    private int Word(int at) => BinaryPrimitives.ReadInt32LittleEndian(Data.AsSpan(at));

    private long Long(int at) => BinaryPrimitives.ReadInt64LittleEndian(Data.AsSpan(at));

    private int Part(ref long position, long count, int length)
    {
        var start = position;
        position += count * length;
        if (count < 0 || position > Data.Length)
            throw new InvalidDataException("Packed details: a part lies outside the bytes");
        return (int)start;
    }
}
