using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Placement;

namespace DepGraph.Ingestion.Installing;

/// <summary>Where what lies in a tarball comes from.</summary>
internal interface ITarballSource
{
    /// <summary>Gives what lies in a tarball, or why it could not be had.</summary>
    /// <param name="request">Which tarball.</param>
    /// <param name="cancellationToken">Ends it, with an <see cref="OperationCanceledException"/>.</param>
    Task<TarballAnswer> OpenAsync(TarballRequest request, CancellationToken cancellationToken);
}
