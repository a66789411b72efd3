using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Registry;

/// <summary>A version's tarball, as its document declares it.</summary>
/// <param name="Name">The package, which says which registry is asked.</param>
/// <param name="Version">The version, for messages.</param>
/// <param name="Tarball">The declared address; null: the document has none.</param>
/// <param name="Integrity">Its hashes as Subresource Integrity; null: the document has none.</param>
/// <param name="Shasum">Its SHA-1 in hexadecimal, which counts where there is no integrity; null: none.</param>
public sealed record TarballRequest(string Name, string Version, string? Tarball, string? Integrity, string? Shasum)
{
    public static TarballRequest Of(VersionManifest version) =>
        new(version.Name, version.Version, version.Tarball, version.Integrity, version.Shasum);
}
