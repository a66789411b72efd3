using DepGraph.Bolt.PackStream;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Specs;
using DepGraph.Storage.Neo4j.Bulk;

namespace DepGraph.Storage.Neo4j.Relations;

/// <summary>A (:Version) node as it should be: what its head and, where that is known, its full document say.</summary>
/// <param name="version">The version.</param>
/// <param name="details">What only the full document says; null when that is not known.</param>
internal sealed class VersionNode(VersionManifest version, PackageDetails? details)
{
    private const int Properties = 12;

    private readonly VersionDetails? _details = details?.Find(version.Version);

    public string Purl { get; } = PackageUrl.Of(version.Name, version.Version);

    public IReadOnlyList<Requirement> Requirements => version.Requirements;

    /// <summary>Equal for equal requirements: 32 bits, which Neo4j keeps within the node.</summary>
    public int Shape { get; } = Fold(RequirementShape.Of(version.Requirements));

    /// <summary>Equal for equal properties.</summary>
    public int Facts =>
        Fold(
            RequirementShape.OfTexts(
                version.Deprecated,
                version.HasInstallScript ? "script" : null,
                _details?.License,
                _details?.PublishedAt?.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture)
            )
        );

    public void Write(PackStreamWriter writer)
    {
        var semVersion = version.SemVersion;
        writer.WriteMapHeader(Properties);
        writer.Entry("purl", Purl);
        writer.Entry("version", version.Version);
        writer.Entry("isPrerelease", semVersion?.IsPrerelease ?? false);
        writer.WriteString("major");
        WriteNumber(writer, semVersion?.Major);
        writer.WriteString("minor");
        WriteNumber(writer, semVersion?.Minor);
        writer.WriteString("patch");
        WriteNumber(writer, semVersion?.Patch);
        writer.Entry("deprecated", version.Deprecated);
        writer.Entry("hasInstallScript", version.HasInstallScript);
        writer.Entry("publishedAt", _details?.PublishedAt);
        writer.Entry("license", _details?.License);
        writer.Entry("shape", Shape);
        writer.Entry("facts", Facts);
    }

    /// <summary>The same properties as the rest of a row, in the order of <see cref="BulkTable.Versions"/>.</summary>
    public void Write(CsvRows row)
    {
        var semVersion = version.SemVersion;
        row.Text(Purl)
            .Text(version.Version)
            .Truth(semVersion?.IsPrerelease ?? false)
            .Number(semVersion?.Major)
            .Number(semVersion?.Minor)
            .Number(semVersion?.Patch)
            .Text(version.Deprecated)
            .Truth(version.HasInstallScript)
            .Time(_details?.PublishedAt)
            .Text(_details?.License)
            .Number(Shape)
            .Number(Facts)
            .End();
    }

    private static void WriteNumber(PackStreamWriter writer, long? number)
    {
        if (number is { } value)
            writer.WriteInteger(value);
        else
            writer.WriteNull();
    }

    private static int Fold(long hash) => unchecked((int)(hash ^ (hash >> 32)));
}
