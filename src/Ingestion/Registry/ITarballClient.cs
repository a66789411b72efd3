namespace DepGraph.Ingestion.Registry;

/// <summary>Opens packages' tarballs, for what lies in them.</summary>
public interface ITarballClient
{
    /// <summary>
    /// Asks the package's registry for a tarball, with the bounds and retries of <see cref="IRegistryClient"/>, checks it against its hash and
    /// lists what decides about an installation. Only the path of the declared address counts: the host is the registry's.
    /// </summary>
    /// <param name="request">Which tarball.</param>
    /// <param name="cancellationToken">Ends the call with an <see cref="OperationCanceledException"/>, its only exception.</param>
    /// <returns>Opened, NotFound or Failed.</returns>
    Task<RegistryAnswer> OpenAsync(TarballRequest request, CancellationToken cancellationToken);
}
