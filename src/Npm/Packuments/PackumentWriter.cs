using System.Text.Json;
using DepGraph.Npm.Packuments.Writing;

namespace DepGraph.Npm.Packuments;

/// <summary>
/// Writes a document of a package, in the form of the registry's, of which <see cref="PackumentReader"/> makes the same head and the same
/// details, byte for byte. Of what a registry says besides there is nothing.
/// </summary>
public static class PackumentWriter
{
    /// <summary>
    /// Whether a head and details are of one document, so that one document can say both: details are of the same versions and the
    /// same change. Others are of documents that were fetched at different times.
    /// </summary>
    public static bool AreOfOneDocument(PackageHead head, PackageDetails details)
    {
        var (packed, other) = (head.Packed, details.Packed);
        if (
            head.Name != details.Name
            || packed.ModifiedMilliseconds != other.ModifiedMilliseconds
            || packed.VersionCount != other.VersionCount
        )
            return false;
        for (var i = 0; i < head.Count; i++)
        {
            if (!packed.Texts.Utf8(i).SequenceEqual(other.Texts.Utf8(i)))
                return false;
        }
        return true;
    }

    /// <summary>Writes the document's properties into an object that has begun.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="head">What every form of the document says.</param>
    /// <param name="details">What only the full form says, which it is then; null for the abbreviated form.</param>
    /// <exception cref="ArgumentException">Head and details are not of one document.</exception>
    public static void WriteProperties(Utf8JsonWriter writer, PackageHead head, PackageDetails? details)
    {
        if (details is not null && !AreOfOneDocument(head, details))
            throw new ArgumentException($"Head and details of {head.Name} are not of one document.", nameof(details));
        if (details is not null)
            writer.WriteString("_id"u8, head.Name);
        writer.WriteString("name"u8, head.Name);
        writer.WriteStartObject("dist-tags"u8);
        foreach (var tag in head.DistTags)
            writer.WriteString(tag.Tag, tag.Version);
        writer.WriteEndObject();
        writer.WriteStartObject("versions"u8);
        var versions = new ManifestWriter(writer);
        // Backwards: of versions that only differ in build metadata the first one in a document counts as the highest.
        for (var i = head.Count - 1; i >= 0; i--)
            versions.Write(head[i], details);
        writer.WriteEndObject();
        if (details is not null)
            DetailsWriter.Write(writer, head, details);
        else if (head.Modified is { } modified)
            writer.WriteString("modified"u8, DetailsWriter.TextOf(modified));
    }
}
