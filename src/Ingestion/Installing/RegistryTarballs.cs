using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Tarballs;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Installing;

/// <summary>The store, then the registry; what the registry gave is kept. A store that fails is no reason not to ask.</summary>
internal sealed class RegistryTarballs(ITarballClient client, StoredTarballs stored, ILogger<RegistryTarballs> logger)
    : ITarballSource
{
    public async Task<TarballAnswer> OpenAsync(TarballRequest request, CancellationToken cancellationToken)
    {
        if (await TryFindAsync(request, cancellationToken) is { } known)
        {
            return TarballAnswer.Found(known);
        }

        switch (await client.OpenAsync(request, cancellationToken))
        {
            case RegistryAnswer.Opened opened:
                await TrySaveAsync(request, opened.Listing);
                return TarballAnswer.Found(opened.Listing);
            case RegistryAnswer.Failed failed:
                logger.LogWarning(
                    "The tarball of {Package}@{Version} could not be opened: {Message}",
                    request.Name,
                    request.Version,
                    failed.Message
                );
                return TarballAnswer.Failed(CodeOf(failed.Kind), failed.Message);
            default:
                return TarballAnswer.Failed(
                    "E404",
                    $"The registry has no tarball of {request.Name}@{request.Version}."
                );
        }
    }

    private async Task<TarballListing?> TryFindAsync(TarballRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await stored.FindAsync(request, cancellationToken);
        }
        catch (StoreException e)
        {
            logger.LogDebug(e, "The registry is asked for a tarball, since the store fails.");
            return null;
        }
    }

    private async Task TrySaveAsync(TarballRequest request, TarballListing listing)
    {
        try
        {
            await stored.SaveAsync(request, listing);
        }
        catch (StoreException e)
        {
            logger.LogWarning(
                e,
                "What lies in the tarball of {Package}@{Version} is not stored.",
                request.Name,
                request.Version
            );
        }
    }

    private static string CodeOf(FailureKind kind) =>
        kind switch
        {
            FailureKind.Malformed => "TARBALL_MALFORMED",
            FailureKind.TooLarge => "TARBALL_TOO_LARGE",
            FailureKind.Misconfigured => "TARBALL_UNAVAILABLE",
            _ => AnswerCodes.Of(kind),
        };
}
