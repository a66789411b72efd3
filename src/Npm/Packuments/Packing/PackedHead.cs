using System.Buffers.Binary;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>
/// The packed form of a head and where its parts are. After the envelope come twelve words (see the constructor), then
/// <code>
/// tags          per tag: tag string, version string, index of the version + 1 (words)
/// versions      per version, ascending, and once more for the end: text offset, list × 16 + flags, cold offset (words)
/// requirements  per requirement: name string, range string (words), kind and flag (byte)
/// list offsets  per list and once more for the end (words)
/// string table  see PackedStrings
/// lists         per list: how many requirements, how many of them are runtime ones (these come first), their ids (varints)
/// texts         a NUL, then every version's text with a NUL after it
/// cold          per version: see ColdFields
/// </code>
/// </summary>
internal sealed class PackedHead
{
    public const byte ContentType = (byte)'H';
    public const int HeaderWords = 12;
    public const int TagLength = 12;
    public const int VersionLength = 12;
    public const int RequirementLength = 9;
    public const byte NotTextFlag = 0x80;
    public const byte FalsyFlag = 0x40;
    private const byte KindMask = 0x3F;
    public const int FlagBits = 4;

    private readonly byte[] _data;
    private readonly int _tags;
    private readonly int _versions;
    private readonly int _requirements;
    private readonly int _listOffsets;
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
        long position = PackedEnvelope.HeaderLength + 4 * HeaderWords;
        _tags = Part(ref position, TagCount, TagLength);
        _versions = Part(ref position, VersionCount + 1L, VersionLength);
        _requirements = Part(ref position, RequirementCount, RequirementLength);
        _listOffsets = Part(ref position, ListCount + 1L, 4);
        var strings = Part(ref position, StringCount + 1L, 4);
        Part(ref position, Header(8), 1);
        _lists = Part(ref position, Header(9), 1);
        var texts = Part(ref position, Header(10), 1) + 1;
        _cold = Part(ref position, Header(11), 1);
        if (position != data.Length)
            throw new InvalidDataException($"Packed head: {data.Length} bytes where {position} are declared");
        Strings = new PackedStrings(data, strings, StringCount);
        Texts = new VersionTexts(data, _versions, VersionLength, VersionCount, texts);
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

    public (int TagId, int VersionId, int Index) Tag(int tag) =>
        (Word(_tags + tag * TagLength), Word(_tags + tag * TagLength + 4), Word(_tags + tag * TagLength + 8) - 1);

    public VersionFlags Flags(int version) =>
        (VersionFlags)(Word(_versions + version * VersionLength + 4) & ((1 << FlagBits) - 1));

    public int ListOf(int version) => Word(_versions + version * VersionLength + 4) >>> FlagBits;

    public ColdFields Cold(int version) =>
        ColdFields.Read(_data.AsSpan(_cold + Word(_versions + version * VersionLength + 8)), Flags(version));

    /// <summary>A list's ids as varints, after its two counts.</summary>
    public PackedReader List(int list, out int count, out int runtimeCount)
    {
        var reader = new PackedReader(_data.AsSpan(_lists + Word(_listOffsets + 4 * list)));
        count = reader.Varint();
        runtimeCount = reader.Varint();
        return reader;
    }

    public DependencyKind KindOf(int id) =>
        (DependencyKind)(_data[_requirements + id * RequirementLength + 8] & KindMask);

    public Requirement Requirement(int id)
    {
        var at = _requirements + id * RequirementLength;
        var kind = _data[at + 8];
        return new Requirement(
            Strings[Word(at)],
            Strings[Word(at + 4)],
            (DependencyKind)(kind & KindMask),
            (kind & NotTextFlag) == 0,
            (kind & FalsyFlag) != 0
        );
    }

    private int Header(int word) => Word(PackedEnvelope.HeaderLength + 4 * word);

    private int Word(int at) => BinaryPrimitives.ReadInt32LittleEndian(_data.AsSpan(at));

    private int Part(ref long position, long count, int length)
    {
        var start = position;
        position += count * length;
        if (count < 0 || position > _data.Length)
            throw new InvalidDataException("Packed head: a part lies outside the bytes");
        return (int)start;
    }
}
