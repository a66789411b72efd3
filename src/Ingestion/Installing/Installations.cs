using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Placement;

namespace DepGraph.Ingestion.Installing;

/// <summary>What npm would install, from what operations see of the graph. One object per process.</summary>
public sealed class Installations
{
    private readonly TarballListings tarballs;

    internal Installations(TarballListings tarballs) => this.tarballs = tarballs;

    /// <summary>Places everything that a project needs, with the packages that an operation sees.</summary>
    /// <param name="session">The operation, whose wait bounds this one.</param>
    /// <param name="manifest">The project.</param>
    /// <param name="options">What npm is told.</param>
    /// <param name="cancellationToken">The client left.</param>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public async ValueTask<InstallationAnswer> BuildAsync(
        GraphSession session,
        ProjectManifest manifest,
        InstallOptions options,
        CancellationToken cancellationToken
    )
    {
        var source = new SessionSource(session, tarballs);
        var installation = await Installation.BuildAsync(manifest, options, source, cancellationToken);
        return new(installation, source.IsPending, source.IngestionId);
    }

    /// <summary>Keeps an installation for its cursors: call it when a page is given out that has a next one.</summary>
    /// <returns>The revision that the cursors carry.</returns>
    public static string KeepForCursors(GraphSession session, InstallationAnswer installation)
    {
        session.KeepForCursors(installation.Revision, installation, installation.EstimatedBytes);
        return installation.Revision;
    }

    /// <summary>The installation that a cursor was given out for; null when it has expired.</summary>
    public static InstallationAnswer? FindByRevision(GraphSession session, string revision) =>
        session.FindByRevision<InstallationAnswer>(revision);
}
