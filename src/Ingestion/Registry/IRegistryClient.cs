namespace DepGraph.Ingestion.Registry;

/// <summary>Fetches packuments from the registry that npm's configuration names for a package.</summary>
public interface IRegistryClient
{
    /// <summary>
    /// Asks for one package's document: bounded in time, in tries and in memory; waits for a free place when
    /// <see cref="RegistryOptions.Concurrency"/> requests are under way.
    /// </summary>
    /// <param name="name">The package's name, scope included. Any text: a name that cannot exist is an answer too.</param>
    /// <param name="form">Which of the two documents.</param>
    /// <param name="etag">The entity tag of the document at hand; null when there is none.</param>
    /// <param name="lastModified">Its Last-Modified, used when there is no entity tag.</param>
    /// <param name="cancellationToken">Ends the call with an <see cref="OperationCanceledException"/>, its only exception.</param>
    Task<RegistryAnswer> FetchAsync(
        string name,
        DocumentForm form,
        string? etag,
        string? lastModified,
        CancellationToken cancellationToken
    );
}
