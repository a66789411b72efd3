using DepGraph.Npm.Packuments;
using DepGraph.Npm.Tarballs;

namespace DepGraph.Npm.Placement;

/// <summary>
/// Where placement takes packages from. It must give the same answer for the same name as long as one installation is built, and
/// may be called from several threads at once.
/// </summary>
public interface IInstallSource
{
    /// <summary>
    /// Asks for packages by their real names, all at once. Full documents, where there are some: only they have licences, libc and
    /// publish times.
    /// </summary>
    /// <param name="names">Distinct names; the first is what placement waits for, the others it will probably need.</param>
    /// <returns>
    /// A task per name in their order, each completing by itself, at once for what is at hand. A task that fails fails
    /// the installation.
    /// </returns>
    IReadOnlyList<Task<PackumentAnswer>> Ask(IReadOnlyList<string> names);

    /// <summary>What lies in the tarball of a version that bundles dependencies or has a shrinkwrap.</summary>
    ValueTask<TarballAnswer> OpenAsync(VersionManifest version, CancellationToken cancellationToken);
}
