using System.Text;
using DepGraph.Npm.Packuments.Packing;

namespace DepGraph.Npm.Packuments;

/// <summary>A package's details as bytes, for a store; see <see cref="HeadCodec"/>.</summary>
public static class DetailsCodec
{
    /// <summary>The details' bytes. They are the details' own: do not write to them.</summary>
    public static byte[] Encode(PackageDetails details) => details.Packed.Data;

    /// <summary>The details of what <see cref="Encode"/> gave.</summary>
    /// <param name="name">The package's name, which the bytes must agree with.</param>
    /// <param name="data">The bytes; an array that is exactly these is kept, and must not be written to afterwards.</param>
    /// <exception cref="InvalidDataException">The bytes are broken, of another format version, or another package's.</exception>
    public static PackageDetails Decode(string name, ReadOnlyMemory<byte> data)
    {
        var packed = new PackedDetails(
            PackedEnvelope.Open(PackedDetails.ContentType, data, $"Packed details of {name}")
        );
        var found = packed.Strings[packed.Top.Varint()];
        return found == name
            ? new PackageDetails(name, packed)
            : throw new InvalidDataException($"Packed details of {name}: they are {found}'s");
    }
}
