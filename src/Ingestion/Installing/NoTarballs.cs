using DepGraph.Ingestion.Registry;

namespace DepGraph.Ingestion.Installing;

/// <summary>For a process that asks no registry: it has workers fetch documents, and they open no tarballs for it.</summary>
internal sealed class NoTarballs : ITarballClient
{
    public Task<RegistryAnswer> OpenAsync(TarballRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<RegistryAnswer>(
            new RegistryAnswer.Failed(
                FailureKind.Misconfigured,
                $"{request.Name}@{request.Version} brings dependencies in its tarball, which a service with Ingestion:Mode = queue does not open. Ask one with Ingestion:Mode = inline.",
                RetryAfter: null,
                IsRetryable: false
            )
        );
}
