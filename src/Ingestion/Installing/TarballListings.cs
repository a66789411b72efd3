using DepGraph.Ingestion.Caching;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Installing;

/// <summary>What lies in tarballs: each is opened once for all who ask at a time, and its listing kept. What could not be had is asked for again.</summary>
internal sealed class TarballListings(
    ITarballSource source,
    IngestionLifetime lifetime,
    ILogger<TarballListings> logger
)
{
    /// <summary>Bytes of listings in memory, about.</summary>
    public const long MaxBytes = 16L << 20;

    private readonly LruCache<TarballRequest, TarballEntry> cache = new(MaxBytes, request => new TarballEntry(request));

    /// <summary>A task that never fails; completed where the listing is at hand.</summary>
    public Task<TarballAnswer> OpenAsync(TarballRequest request)
    {
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
            return await source.OpenAsync(request, lifetime.Stopping);
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
}
