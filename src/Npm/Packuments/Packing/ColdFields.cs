namespace DepGraph.Npm.Packuments.Packing;

/// <summary>
/// A version's seldom read fields. Packed as varints in the order of the properties: the extras as a byte that says which there are
/// and their string ids, string ids + 1 (0: none), counted lists of string ids, sizes + 1 (0: unknown), then the three dist texts,
/// each as a form and what that form needs.
/// </summary>
internal ref struct ColdFields
{
    /// <summary>How a dist text is packed.</summary>
    public enum Form : byte
    {
        None,

        /// <summary>A string id: the text has no shorter form.</summary>
        Text,

        /// <summary>Raw hash bytes (integrity: SHA-512, shasum: SHA-1), or the part before name/-/name-version.tgz (tarball).</summary>
        Short,
    }

    public const int Sha512Length = 64;
    public const int Sha1Length = 20;

    /// <summary>−1: not deprecated.</summary>
    public int DeprecatedId { get; private set; }

    public ExtraIds Extras { get; private set; }

    /// <summary>−1: none.</summary>
    public int EnginesId { get; private set; }
    public PackedIds Os { get; private set; }
    public PackedIds Cpu { get; private set; }
    public PackedIds Bundled { get; private set; }

    /// <summary>Bytes; −1: unknown.</summary>
    public long UnpackedSize { get; private set; }

    /// <summary>−1: unknown.</summary>
    public long FileCount { get; private set; }
    public Form IntegrityForm { get; private set; }
    public int IntegrityId { get; private set; }
    public ReadOnlySpan<byte> Sha512 { get; private set; }
    public Form ShasumForm { get; private set; }
    public int ShasumId { get; private set; }
    public ReadOnlySpan<byte> Sha1 { get; private set; }
    public Form TarballForm { get; private set; }

    /// <summary>The whole address, or with <see cref="Form.Short"/> what stands before the usual rest.</summary>
    public int TarballId { get; private set; }

    public static ColdFields Read(ReadOnlySpan<byte> data, VersionFlags flags)
    {
        var reader = new PackedReader(data);
        var fields = new ColdFields { DeprecatedId = (flags & VersionFlags.Deprecated) != 0 ? reader.Varint() : -1 };
        if ((flags & VersionFlags.HasExtras) != 0)
            fields.Extras = ReadExtras(ref reader);
        fields.EnginesId = reader.Varint() - 1;
        fields.Os = PackedIds.Read(ref reader, data);
        fields.Cpu = PackedIds.Read(ref reader, data);
        fields.Bundled = PackedIds.Read(ref reader, data);
        fields.UnpackedSize = reader.LongVarint() - 1;
        fields.FileCount = reader.LongVarint() - 1;
        fields.IntegrityForm = (Form)reader.Byte();
        if (fields.IntegrityForm == Form.Text)
            fields.IntegrityId = reader.Varint();
        else if (fields.IntegrityForm == Form.Short)
            fields.Sha512 = reader.Bytes(Sha512Length);
        fields.ShasumForm = (Form)reader.Byte();
        if (fields.ShasumForm == Form.Text)
            fields.ShasumId = reader.Varint();
        else if (fields.ShasumForm == Form.Short)
            fields.Sha1 = reader.Bytes(Sha1Length);
        fields.TarballForm = (Form)reader.Byte();
        if (fields.TarballForm != Form.None)
            fields.TarballId = reader.Varint();
        return fields;
    }

    private static ExtraIds ReadExtras(ref PackedReader reader)
    {
        var extras = default(ExtraIds);
        var mask = reader.Byte();
        for (var i = 0; i < ExtraIds.Count; i++)
            if ((mask & 1 << i) != 0)
                extras[i] = reader.Varint() + 1;
        return extras;
    }
}

/// <summary>A counted run of string ids in packed bytes.</summary>
internal readonly ref struct PackedIds
{
    private readonly ReadOnlySpan<byte> _ids;
    private readonly int _count;

    private PackedIds(ReadOnlySpan<byte> ids, int count)
    {
        _ids = ids;
        _count = count;
    }

    public bool IsEmpty => _count == 0;

    public static PackedIds Read(scoped ref PackedReader reader, ReadOnlySpan<byte> data)
    {
        var count = reader.Varint();
        var start = reader.Position;
        for (var i = 0; i < count; i++)
            reader.Varint();
        return new PackedIds(data[start..reader.Position], count);
    }

    public string[] ToStrings(PackedStrings strings)
    {
        if (_count == 0)
            return [];
        var made = new string[_count];
        var reader = new PackedReader(_ids);
        for (var i = 0; i < made.Length; i++)
            made[i] = strings[reader.Varint()];
        return made;
    }
}
