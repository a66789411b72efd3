using DepGraph.Ingestion.Registry;

namespace DepGraph.Ingestion.Tests.Fakes;

/// <summary>For who must not ask a registry.</summary>
internal sealed class NoRegistry : IRegistryClient, ITarballClient
{
    public Task<RegistryAnswer> FetchAsync(
        string name,
        DocumentForm form,
        string? etag,
        string? lastModified,
        CancellationToken cancellationToken
    ) => throw new InvalidOperationException($"A replica asked the registry for '{name}'.");

    public Task<RegistryAnswer> OpenAsync(TarballRequest request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"A replica asked the registry for a tarball of '{request.Name}'.");
}
