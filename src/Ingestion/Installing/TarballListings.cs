using DepGraph.Ingestion.Caching;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Installing;

/// <summary>What lies in tarballs: each is opened once for all who ask at a time, and its listing kept. What could not be had is asked for again.</summary>
internal sealed class TarballListings(
    ITarballClient client,
    IngestionLifetime lifetime,
    ILogger<TarballListings> logger
)
{
    /// <summary>Bytes of listings in memory, about.</summary>
    public const long MaxBytes = 16L << 20;

    private readonly LruCache<TarballRequest, TarballEntry> cache = new(MaxBytes, request => new TarballEntry(request));

    /// <summary>A task that never fails; completed where the listing is at hand.</summary>
    public Task<TarballAnswer> OpenAsync(VersionManifest version)
    {
        var request = TarballRequest.Of(version);
        while (true)
        {
            var entry = cache.GetOrAdd(request);
            lock (entry.Gate)
            {
                if (!entry.IsRemoved)
                {
                    entry.LastUsed = cache.NextStamp();
                    return entry.Opening ??= Task.Run(() => OpenAsync(entry));
                }
            }
        }
    }

    private async Task<TarballAnswer> OpenAsync(TarballEntry entry)
    {
        var answer = await AskAsync(entry.Key);
        lock (entry.Gate)
        {
            entry.Settle(answer.Listing);
            if (!entry.IsRemoved)
            {
                cache.Charge(entry, entry.Size);
            }
        }

        return answer;
    }

    private async Task<TarballAnswer> AskAsync(TarballRequest request)
    {
        try
        {
            return await client.OpenAsync(request, lifetime.Stopping) switch
            {
                RegistryAnswer.Opened opened => TarballAnswer.Found(opened.Listing),
                RegistryAnswer.Failed failed => Failed(request, CodeOf(failed.Kind), failed.Message),
                _ => TarballAnswer.Failed("E404", $"The registry has no tarball of {request.Name}@{request.Version}."),
            };
        }
        catch (OperationCanceledException) when (lifetime.Stopping.IsCancellationRequested)
        {
            return TarballAnswer.Failed(AnswerCodes.Stopping, "It was not opened: the service stops.");
        }
        catch (Exception e)
        {
            logger.LogError(e, "Opening the tarball of {Package}@{Version} broke.", request.Name, request.Version);
            return TarballAnswer.Failed(AnswerCodes.Internal, "It could not be taken in.");
        }
    }

    private TarballAnswer Failed(TarballRequest request, string code, string message)
    {
        logger.LogWarning(
            "The tarball of {Package}@{Version} could not be opened: {Message}",
            request.Name,
            request.Version,
            message
        );
        return TarballAnswer.Failed(code, message);
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
