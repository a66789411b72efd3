using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Feed;

/// <summary>Versions that packages of the graph gained, as they come.</summary>
public interface IVersionFeed
{
    /// <summary>
    /// Every version that a package gains from now on, once it is stored: those that the registry published since the graph asked
    /// for the package the last time. A package that enters the graph as a whole gives none; one that the registry did not
    /// know before gives all of its versions. Never ends by itself.
    /// </summary>
    /// <param name="names">The packages to hear of; null for all.</param>
    /// <exception cref="FeedOverrunException">The reader is too far behind; what it missed is lost to it.</exception>
    IAsyncEnumerable<VersionManifest> ReadAsync(
        IReadOnlyCollection<string>? names,
        CancellationToken cancellationToken = default
    );
}
