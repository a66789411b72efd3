using System.Runtime.InteropServices;
using System.Text;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>Writes a <see cref="PackedDetails"/>.</summary>
internal sealed class DetailsPacking(HeadBuilder builder, int versionCount)
{
    private readonly PackedWriter _versions = new(PackedDetails.VersionLength * (versionCount + 1));
    private readonly PackedWriter _texts = new();
    private readonly PackedWriter _libcs = new();
    private readonly PackedWriter _top = new();
    private readonly Dictionary<int, int> _libcOffsets = [];
    private readonly Renumbering _strings = new(builder.Strings.Count + 1);

    public void AddVersion(int textId, in DescriptiveFields fields, long publishedMilliseconds)
    {
        _versions.Word(_texts.Length);
        _versions.Word(fields.License < 0 ? 0 : _strings.Use(fields.License) + 1);
        _versions.Word(LibcOffset(fields.Libc));
        _versions.Long(publishedMilliseconds);
        _texts.Bytes(builder.Strings[textId]);
        _texts.Byte(0);
    }

    public byte[] Pack(string name, in DescriptiveFields top, long createdMilliseconds)
    {
        _versions.Word(_texts.Length);
        _versions.Reserve(PackedDetails.VersionLength - 4).Clear();
        WriteTop(name, top);
        var stringBytes = 0;
        foreach (var id in _strings.Order)
            stringBytes = checked(stringBytes + builder.Strings[id].Length);
        var content = new PackedWriter(
            256
                + _versions.Length
                + _texts.Length
                + _libcs.Length
                + _top.Length
                + stringBytes
                + 4 * _strings.Order.Count
        );
        content.Word(versionCount);
        content.Word(_strings.Order.Count);
        content.Long(createdMilliseconds);
        content.Long(builder.ModifiedMilliseconds);
        content.Word(stringBytes);
        content.Word(_texts.Length + 1);
        content.Word(_libcs.Length);
        content.Word(_top.Length);
        content.Bytes(_versions.Written);
        PackedStrings.Write(content, builder.Strings, _strings.Order);
        content.Byte(0);
        content.Bytes(_texts.Written);
        content.Bytes(_libcs.Written);
        content.Bytes(_top.Written);
        return PackedEnvelope.Seal(PackedDetails.ContentType, content);
    }

    private void WriteTop(string name, in DescriptiveFields top)
    {
        _top.Varint(_strings.Use(builder.Strings.Intern(Encoding.UTF8.GetBytes(name))));
        Text(top.Description);
        Text(top.Homepage);
        Text(top.License);
        Text(top.RepositoryUrl);
        Text(top.Directory);
        WriteSequence(_top, top.Keywords);
        var people = builder.SequenceOf(top.Maintainers);
        _top.Varint(people.Length / 2);
        foreach (var id in people)
            Text(id);

        void Text(int id) => _top.Varint(id < 0 ? 0 : _strings.Use(id) + 1);
    }

    private int LibcOffset(int sequence)
    {
        ref var offset = ref CollectionsMarshal.GetValueRefOrAddDefault(_libcOffsets, sequence, out var exists);
        if (exists)
            return offset;
        offset = _libcs.Length;
        WriteSequence(_libcs, sequence);
        return offset;
    }

    private void WriteSequence(PackedWriter writer, int sequence)
    {
        var ids = builder.SequenceOf(sequence);
        writer.Varint(ids.Length);
        foreach (var id in ids)
            writer.Varint(_strings.Use(id));
    }
}
