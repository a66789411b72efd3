using System.Runtime.InteropServices;
using System.Text;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>Writes a <see cref="PackedDetails"/>.</summary>
internal sealed class DetailsPacking(HeadBuilder builder, int versionCount)
{
    private readonly PackedWriter _versions = new(PackedDetails.VersionLength * (versionCount + 1));
    private readonly PackedWriter _texts = new();
    private readonly PackedWriter _forms = new();
    private readonly PackedWriter _top = new();
    private readonly Dictionary<(int, int, int, int), int> _formOffsets = [];
    private readonly Renumbering _strings = new(builder.Strings.Count + 1);

    public void AddVersion(int textId, in DescriptiveFields fields, long publishedMilliseconds)
    {
        _versions.Word(_texts.Length);
        _versions.Word(fields.License < 0 ? 0 : _strings.Use(fields.License) + 1);
        _versions.Word(FormOffset(fields));
        _versions.Long(publishedMilliseconds);
        _texts.Bytes(builder.Strings[textId]);
        _texts.Byte(0);
    }

    public byte[] Pack(string name, in DescriptiveFields top, long createdMilliseconds)
    {
        _versions.Word(_texts.Length);
        _versions.Reserve(PackedDetails.VersionLength - 4).Clear();
        WriteTop(name, top);
        var stringOffsets = PackedStrings.OffsetsOf(builder.Strings, _strings.Order, out var stringBytes);
        var content = new PackedWriter(
            256
                + _versions.Length
                + _texts.Length
                + _forms.Length
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
        content.Word(_forms.Length);
        content.Word(_top.Length);
        content.Bytes(_versions.Written);
        stringOffsets.WriteTo(content, isNarrow: false);
        PackedStrings.WriteTexts(content, builder.Strings, _strings.Order);
        content.Byte(0);
        content.Bytes(_texts.Written);
        content.Bytes(_forms.Written);
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

    private int FormOffset(in DescriptiveFields fields)
    {
        var key = (fields.Libc, fields.LibcJson, fields.LicenseJson, fields.WorkspacesJson);
        ref var offset = ref CollectionsMarshal.GetValueRefOrAddDefault(_formOffsets, key, out var exists);
        if (exists)
            return offset;
        offset = _forms.Length;
        WriteSequence(_forms, fields.Libc);
        _forms.Varint(fields.LibcJson < 0 ? 0 : _strings.Use(fields.LibcJson) + 1);
        _forms.Varint(
            fields.LicenseJson switch
            {
                DescriptiveFields.NoLicense => PackedDetails.NoLicense,
                < 0 => PackedDetails.PlainLicense,
                var id => _strings.Use(id) + PackedDetails.FirstLicenseJson,
            }
        );
        _forms.Varint(fields.WorkspacesJson < 0 ? 0 : _strings.Use(fields.WorkspacesJson) + 1);
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
