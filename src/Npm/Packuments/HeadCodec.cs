using System.Text;
using DepGraph.Npm.Packuments.Packing;

namespace DepGraph.Npm.Packuments;

/// <summary>
/// A head as bytes, for a store. A head lives on its packed bytes: encoding hands them out, decoding checks their hash
/// and keeps them, so both are fast whatever the number of versions.
/// </summary>
public static class HeadCodec
{
    /// <summary>The head's bytes. They are the head's own: do not write to them.</summary>
    public static byte[] Encode(PackageHead head) => head.Packed.Data;

    /// <summary>The head of what <see cref="Encode"/> gave.</summary>
    /// <param name="name">The package's name, which the bytes must agree with.</param>
    /// <param name="data">The bytes; an array that is exactly these is kept, and must not be written to afterwards.</param>
    /// <exception cref="InvalidDataException">The bytes are broken, of another format version, or another package's.</exception>
    public static PackageHead Decode(string name, ReadOnlyMemory<byte> data)
    {
        var packed = new PackedHead(PackedEnvelope.Open(PackedHead.ContentType, data, $"Packed head of {name}"));
        if (!packed.Strings.Utf8(packed.NameId).SequenceEqual(Encoding.UTF8.GetBytes(name)))
            throw new InvalidDataException(
                $"Packed head of {name}: it is {Encoding.UTF8.GetString(packed.Strings.Utf8(packed.NameId))}'s"
            );
        return new PackageHead(name, packed);
    }
}
