using System.Buffers.Binary;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>
/// The packed form of a head and where its parts are. After the envelope come thirteen words of four bytes (see the constructor), then
/// <code>
/// tags          per tag: tag string, version string, index of the version + 1 (numbers)
/// versions      per version, ascending, and once more for the end: text offset, list × 16 + flags, cold offset (numbers)
/// requirements  per requirement: name string, range string (numbers)
/// list offsets  per list and once more for the end (numbers)
/// strings       offsets, see PackedStrings (numbers)
/// kinds         per requirement: kind and flag (byte)
/// string bytes  see PackedStrings
/// lists         per list: how many requirements, how many of them are runtime ones (these come first), their ids (varints)
/// texts         a NUL, then every version's text with a NUL after it
/// cold          see ColdFields; versions that have the same share it
/// </code>
/// Numbers have two bytes each if that is enough for all, else four.
/// </summary>
internal sealed class PackedHead
{
    public const byte ContentType = (byte)'H';
    public const int HeaderWords = 13;
    public const int TagColumns = 3;
    public const int VersionColumns = 3;
    public const int RequirementColumns = 2;
    public const byte NotTextFlag = 0x80;
    public const byte FalsyFlag = 0x40;
    private const byte KindMask = 0x3F;
    public const int FlagBits = 4;

    private readonly byte[] _data;
    private readonly NumberTable _tags;
    private readonly NumberTable _versions;
    private readonly NumberTable _requirements;
    private readonly NumberTable _listOffsets;
    private readonly int _kinds;
    private readonly int _lists;
    private readonly int _cold;

    /// <summary>Reads the header of sealed bytes.</summary>
    /// <exception cref="InvalidDataException">The parts' lengths do not add up to the whole.</exception>
    public PackedHead(byte[] data)
    {
        _data = data;
        if (data.Length < PackedEnvelope.HeaderLength + 4 * HeaderWords)
            throw new InvalidDataException("Packed head: the header is cut short");
        NameId = Header(0);
        VersionCount = Header(1);
        TagCount = Header(2);
        StringCount = Header(3);
        RequirementCount = Header(4);
        ListCount = Header(5);
        ModifiedMilliseconds = (uint)Header(6) | (long)Header(7) << 32;
        var length = Header(12);
        if (length is not (NumberTable.NarrowLength or NumberTable.WideLength))
            throw new InvalidDataException($"Packed head: numbers of {length} bytes");
        long position = PackedEnvelope.HeaderLength + 4 * HeaderWords;
        _tags = Table(ref position, TagCount, TagColumns);
        _versions = Table(ref position, VersionCount + 1L, VersionColumns);
        _requirements = Table(ref position, RequirementCount, RequirementColumns);
        _listOffsets = Table(ref position, ListCount + 1L, columns: 1);
        var strings = Table(ref position, StringCount + 1L, columns: 1);
        _kinds = Part(ref position, RequirementCount, 1);
        Strings = new PackedStrings(data, strings, Part(ref position, Header(8), 1), StringCount);
        _lists = Part(ref position, Header(9), 1);
        Texts = new VersionTexts(data, _versions, VersionCount, Part(ref position, Header(10), 1) + 1);
        _cold = Part(ref position, Header(11), 1);
        if (position != data.Length)
            throw new InvalidDataException($"Packed head: {data.Length} bytes where {position} are declared");

        NumberTable Table(ref long at, long rows, int columns) =>
            new(data, Part(ref at, rows, columns * length), columns, length == NumberTable.NarrowLength);
    }

    public byte[] Data => _data;
    public int NameId { get; }
    public int VersionCount { get; }
    public int TagCount { get; }
    public int StringCount { get; }
    public int RequirementCount { get; }
    public int ListCount { get; }

    /// <summary>Milliseconds since 1970; <see cref="long.MinValue"/>: unknown.</summary>
    public long ModifiedMilliseconds { get; }

    public PackedStrings Strings { get; }
    public VersionTexts Texts { get; }

    public (int TagId, int VersionId, int Index) Tag(int tag) => (_tags[tag, 0], _tags[tag, 1], _tags[tag, 2] - 1);

    public VersionFlags Flags(int version) => (VersionFlags)(_versions[version, 1] & ((1 << FlagBits) - 1));

    public int ListOf(int version) => _versions[version, 1] >>> FlagBits;

    public ColdFields Cold(int version) => ColdFields.Read(_data.AsSpan(_cold + _versions[version, 2]), Flags(version));

    /// <summary>A list's ids as varints, after its two counts.</summary>
    public PackedReader List(int list, out int count, out int runtimeCount)
    {
        var reader = new PackedReader(_data.AsSpan(_lists + _listOffsets[list]));
        count = reader.Varint();
        runtimeCount = reader.Varint();
        return reader;
    }

    public DependencyKind KindOf(int id) => (DependencyKind)(_data[_kinds + id] & KindMask);

    public Requirement Requirement(int id)
    {
        var kind = _data[_kinds + id];
        return new Requirement(
            Strings[_requirements[id, 0]],
            Strings[_requirements[id, 1]],
            (DependencyKind)(kind & KindMask),
            (kind & NotTextFlag) == 0,
            (kind & FalsyFlag) != 0
        );
    }

    private int Header(int word) =>
        BinaryPrimitives.ReadInt32LittleEndian(_data.AsSpan(PackedEnvelope.HeaderLength + 4 * word));

    private int Part(ref long position, long count, int length)
    {
        var start = position;
        position += count * length;
        if (count < 0 || position > _data.Length)
            throw new InvalidDataException("Packed head: a part lies outside the bytes");
        return (int)start;
    }
}
