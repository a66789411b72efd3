using System.Runtime.InteropServices;
using System.Text;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>Writes what a <see cref="HeadBuilder"/> collected as a <see cref="PackedHead"/>.</summary>
internal sealed class HeadPacking(
    HeadBuilder builder,
    string name,
    int[] order,
    List<ulong> requirementKeys,
    ByteInterner listSource,
    PackedWriter hashes
)
{
    private readonly int _nameId = builder.Strings.Intern(Encoding.UTF8.GetBytes(name));
    private readonly NumberWriter _tags = new();
    private readonly NumberWriter _versions = new(PackedHead.VersionColumns * (order.Length + 1));
    private readonly NumberWriter _requirements = new();
    private readonly NumberWriter _listOffsets = new();
    private readonly PackedWriter _kinds = new();
    private readonly PackedWriter _lists = new();
    private readonly PackedWriter _texts = new();
    private readonly PackedWriter _cold = new();
    private readonly PackedWriter _versionCold = new();
    private readonly ByteInterner _distinctCold = new();
    private readonly List<int> _coldOffsets = [];
    private readonly Renumbering _requirementIds = new(requirementKeys.Count);
    private readonly Renumbering _listIds = new(listSource.Count);
    private Renumbering _stringIds = null!;

    public byte[] Pack()
    {
        _stringIds = new Renumbering(builder.Strings.Count);
        var nameId = _stringIds.Use(_nameId);
        WriteTags();
        foreach (var row in order)
            WriteVersion(builder.Rows[row]);
        _versions.Add(_texts.Length);
        _versions.Add(0);
        _versions.Add(_cold.Length);
        _listOffsets.Add(_lists.Length);

        var stringOffsets = PackedStrings.OffsetsOf(builder.Strings, _stringIds.Order, out var stringBytes);
        NumberWriter[] tables = [_tags, _versions, _requirements, _listOffsets, stringOffsets];
        var isNarrow = tables.All(static table => table.IsNarrow);
        var length = isNarrow ? NumberTable.NarrowLength : NumberTable.WideLength;
        var content = new PackedWriter(
            256
                + length * tables.Sum(static table => table.Count)
                + _kinds.Length
                + stringBytes
                + _lists.Length
                + _texts.Length
                + _cold.Length
        );
        content.Word(nameId);
        content.Word(order.Length);
        content.Word(builder.Tags.Count);
        content.Word(_stringIds.Order.Count);
        content.Word(_requirementIds.Order.Count);
        content.Word(_listIds.Order.Count);
        content.Long(builder.ModifiedMilliseconds);
        content.Word(stringBytes);
        content.Word(_lists.Length);
        content.Word(_texts.Length + 1);
        content.Word(_cold.Length);
        content.Word(length);
        foreach (var table in tables)
            table.WriteTo(content, isNarrow);
        content.Bytes(_kinds.Written);
        PackedStrings.WriteTexts(content, builder.Strings, _stringIds.Order);
        content.Bytes(_lists.Written);
        content.Byte(0);
        content.Bytes(_texts.Written);
        content.Bytes(_cold.Written);
        return PackedEnvelope.Seal(PackedHead.ContentType, content);
    }

    private void WriteTags()
    {
        var indexOfText = new Dictionary<int, int>();
        foreach (var (_, versionId) in builder.Tags)
            indexOfText[versionId] = -1;
        for (var i = 0; i < order.Length; i++)
            if (indexOfText.ContainsKey(builder.Rows[order[i]].TextId))
                indexOfText[builder.Rows[order[i]].TextId] = i;
        foreach (var (tagId, versionId) in builder.Tags)
        {
            _tags.Add(_stringIds.Use(tagId));
            _tags.Add(_stringIds.Use(versionId));
            _tags.Add(indexOfText[versionId] + 1);
        }
    }

    private void WriteVersion(VersionRow row)
    {
        var flags = row.Extras.IsEmpty ? row.Flags : row.Flags | VersionFlags.HasExtras;
        _versions.Add(_texts.Length);
        _versions.Add(checked(WriteList(row.ListId) << PackedHead.FlagBits) | (int)flags);
        _versions.Add(ColdOffset(row, flags));
        _texts.Bytes(builder.Strings[row.TextId]);
        _texts.Byte(0);
    }

    private int ColdOffset(VersionRow row, VersionFlags flags)
    {
        _versionCold.Clear();
        WriteCold(row, flags);
        var id = _distinctCold.Intern(_versionCold.Written);
        if (id == _coldOffsets.Count)
        {
            _coldOffsets.Add(_cold.Length);
            _cold.Bytes(_versionCold.Written);
        }
        return _coldOffsets[id];
    }

    private void WriteCold(VersionRow row, VersionFlags flags)
    {
        if (row.DeprecatedId >= 0)
            _versionCold.Varint(_stringIds.Use(row.DeprecatedId));
        if ((flags & VersionFlags.HasExtras) != 0)
            WriteExtras(row.Extras);
        _versionCold.Varint(row.EnginesId < 0 ? 0 : _stringIds.Use(row.EnginesId) + 1);
        WriteSequence(row.OsId);
        WriteSequence(row.CpuId);
        WriteSequence(row.BundledId);
        _versionCold.Varint(row.UnpackedSize + 1);
        _versionCold.Varint(row.FileCount + 1);
        WriteHash(row.IntegrityForm, row.Integrity, ColdFields.Sha512Length);
        WriteHash(row.ShasumForm, row.Shasum, ColdFields.Sha1Length);
        _versionCold.Byte((byte)row.TarballForm);
        if (row.TarballForm != ColdFields.Form.None)
            _versionCold.Varint(_stringIds.Use(row.TarballId));
    }

    private void WriteExtras(ReadOnlySpan<int> extras)
    {
        var mask = 0;
        for (var i = 0; i < extras.Length; i++)
            if (extras[i] > 0)
                mask |= 1 << i;
        _versionCold.Byte((byte)mask);
        foreach (var id in extras)
            if (id > 0)
                _versionCold.Varint(_stringIds.Use(id - 1));
    }

    private void WriteHash(ColdFields.Form form, int value, int length)
    {
        _versionCold.Byte((byte)form);
        if (form == ColdFields.Form.Text)
            _versionCold.Varint(_stringIds.Use(value));
        else if (form == ColdFields.Form.Short)
            _versionCold.Bytes(hashes.Written.Slice(value, length));
    }

    private void WriteSequence(int sequence)
    {
        var ids = builder.SequenceOf(sequence);
        _versionCold.Varint(ids.Length);
        foreach (var id in ids)
            _versionCold.Varint(_stringIds.Use(id));
    }

    private int WriteList(int list)
    {
        var id = _listIds.Use(list, out var isFirst);
        if (!isFirst)
            return id;
        var ids = MemoryMarshal.Cast<byte, int>(listSource[list]);
        _listOffsets.Add(_lists.Length);
        _lists.Varint(ids.Length - 1);
        _lists.Varint(ids[^1]);
        foreach (var requirement in ids[..^1])
            _lists.Varint(WriteRequirement(requirement));
        return id;
    }

    private int WriteRequirement(int requirement)
    {
        var id = _requirementIds.Use(requirement, out var isFirst);
        if (isFirst)
        {
            var key = requirementKeys[requirement];
            _requirements.Add(_stringIds.Use((int)(key >> 40)));
            _requirements.Add(_stringIds.Use((int)(key >> 8 & uint.MaxValue)));
            _kinds.Byte((byte)key);
        }
        return id;
    }
}
