using DepGraph.Ingestion.Caching;
using DepGraph.Ingestion.Commit;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Graph;

/// <summary>
/// Brings what only full documents say into memory, as <see cref="HeadLoader"/> does for heads: from the store, then from the
/// registry, once for all who want one at a time; stale ones are revalidated behind the answer.
/// </summary>
internal sealed class DetailsLoader
{
    private readonly LruCache<string, DetailsEntry> cache;
    private readonly StoreBatcher<PackageDetails> store;
    private readonly HeadLoader heads;
    private readonly IRegistryClient registry;
    private readonly CommitQueue commits;
    private readonly IngestionOptions options;
    private readonly TimeProvider time;
    private readonly IngestionMetrics metrics;
    private readonly ILogger<DetailsLoader> logger;
    private readonly CancellationToken stopping;

    public DetailsLoader(
        HeadLoader heads,
        IHeadStore store,
        IRegistryClient registry,
        CommitQueue commits,
        IOptions<IngestionOptions> options,
        TimeProvider time,
        IngestionMetrics metrics,
        IngestionLifetime lifetime,
        ILogger<DetailsLoader> logger
    )
    {
        (this.heads, this.registry, this.commits, this.options) = (heads, registry, commits, options.Value);
        (this.time, this.metrics, this.logger, stopping) = (time, metrics, logger, lifetime.Stopping);
        this.store = new StoreBatcher<PackageDetails>(store.LoadDetailsAsync, metrics, logger, stopping);
        cache = new(options.Value.DetailsCacheBytes, static name => new DetailsEntry(name));
        metrics.Observe(
            "depgraph.details.cached.bytes",
            "By",
            "Size of the full documents in memory.",
            () => cache.Bytes
        );
    }

    /// <summary>The answer at hand, or a task that brings it and never fails.</summary>
    /// <param name="head">The package's head, found.</param>
    /// <param name="now">UTC ticks.</param>
    public (DetailsAnswer? Answer, Task<DetailsAnswer>? Load) Request(PackageRecord head, long now)
    {
        while (true)
        {
            var entry = cache.GetOrAdd(head.Name);
            lock (entry.Gate)
            {
                if (entry.IsRemoved)
                {
                    continue;
                }

                entry.LastUsed = cache.NextStamp();
                var hasFailed = entry.Failure is { } failure && now < failure.StaleAt;
                if (entry.Content is { } content)
                {
                    if (now >= content.StaleAt && !hasFailed)
                    {
                        Begin(entry, head);
                    }

                    return (content, null);
                }

                return hasFailed ? (entry.Failure, null) : (null, Begin(entry, head));
            }
        }
    }

    /// <summary>Asks the registry for the full document if there is one in the graph, even if it is fresh.</summary>
    public async Task RevalidateAsync(PackageRecord head, CancellationToken cancellationToken)
    {
        if (head.Full is null)
        {
            return;
        }

        var (answer, load) = Request(head, time.GetUtcNow().UtcTicks);
        answer ??= await load!.WaitAsync(cancellationToken);
        if (answer.Status == HeadStatus.Found && cache.Find(head.Name) is { } entry)
        {
            Task<DetailsAnswer> fetch;
            lock (entry.Gate)
            {
                if (entry.IsRemoved)
                {
                    return;
                }

                fetch = Begin(entry, head);
            }

            await fetch.WaitAsync(cancellationToken);
        }
    }

    /// <summary>What the store has of a package that is being loaded, once it has said so; null when it has nothing.</summary>
    public async Task<DetailsAnswer?> FromStoreAsync(string name)
    {
        if (cache.Find(name) is not { } entry)
        {
            return null;
        }

        Task read;
        lock (entry.Gate)
        {
            read = entry.StoreRead?.Task ?? Task.CompletedTask;
        }

        await read;
        return entry.Content;
    }

    private Task<DetailsAnswer> Begin(DetailsEntry entry, PackageRecord head)
    {
        if (entry.Flight is { } flight)
        {
            return flight;
        }

        entry.StoreRead =
            entry.Content is null && head.Full is not null
                ? new(TaskCreationOptions.RunContinuationsAsynchronously)
                : null;
        return entry.Flight = Task.Run(() => LoadAsync(entry, head), CancellationToken.None);
    }

    private async Task<DetailsAnswer> LoadAsync(DetailsEntry entry, PackageRecord head)
    {
        DetailsAnswer answer;
        try
        {
            var stored = await LoadFromStoreAsync(entry, head);
            if (stored is null)
            {
                entry.StoreRead?.TrySetResult();
            }

            answer = stored ?? await FetchAsync(entry, head);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            answer = Failure(
                AnswerCodes.Stopping,
                $"Package '{head.Name}' was not fetched: the service stops.",
                true,
                null
            );
        }
        catch (Exception e)
        {
            logger.LogError(e, "Fetching the full document of package {Package} broke.", head.Name);
            answer = Failure(
                AnswerCodes.Internal,
                $"The full document of '{head.Name}' could not be taken in.",
                false,
                null
            );
        }

        lock (entry.Gate)
        {
            if (answer.Status == HeadStatus.Found)
            {
                entry.Content = answer;
                entry.Failure = null;
            }
            else
            {
                entry.Failure = answer;
            }

            entry.Flight = null;
            entry.StoreRead?.TrySetResult();
            entry.StoreRead = null;
            cache.Charge(entry, entry.Size);
        }

        return entry.Content ?? answer;
    }

    private async Task<DetailsAnswer?> LoadFromStoreAsync(DetailsEntry entry, PackageRecord head)
    {
        if (entry.Content is not null || head.Full is null)
        {
            return null;
        }

        var read = new TaskCompletionSource<PackageDetails?>(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Read(head.Name, read.SetResult);
        return await read.Task is { } details ? DetailsAnswer.Of(details, head.Full, options.Freshness) : null;
    }

    private async Task<DetailsAnswer> FetchAsync(DetailsEntry entry, PackageRecord head)
    {
        var known = entry.Content;
        await commits.WaitForRoomAsync(stopping);
        var fetched = await registry.FetchAsync(
            head.Name,
            DocumentForm.Full,
            known?.Aspect?.ETag,
            known?.Aspect?.LastModified,
            stopping
        );
        metrics.CountFetch(DocumentForm.Full, fetched);
        var now = time.GetUtcNow();
        switch (fetched)
        {
            case RegistryAnswer.Fetched { Packument: { Details: { } details, Head: var full } } got:
                return Take(head, full, details, new DocumentAspect(got.ETag, got.LastModified, now));
            case RegistryAnswer.NotModified when known is { Details: { } same, Aspect: { } aspect }:
                return Take(head, full: null, same, aspect with { FetchedAt = now });
            case RegistryAnswer.NotFound:
                return new DetailsAnswer
                {
                    Status = HeadStatus.NotFound,
                    Code = AnswerCodes.PackageNotFound,
                    Message = $"The registry knows no package '{head.Name}'.",
                    StaleAt = (now + options.NegativeFreshness).UtcTicks,
                };
            case RegistryAnswer.Failed failed:
                logger.LogWarning(
                    "The full document of package {Package} could not be fetched ({Kind}): {Message}",
                    head.Name,
                    failed.Kind,
                    failed.Message
                );
                return Failure(AnswerCodes.Of(failed.Kind), failed.Message, failed.IsRetryable, failed.RetryAfter);
            default:
                return Failure(
                    AnswerCodes.Of(FailureKind.Malformed),
                    $"The registry gave no full document of '{head.Name}'.",
                    true,
                    null
                );
        }
    }

    private DetailsAnswer Take(PackageRecord asked, PackageHead? full, PackageDetails details, DocumentAspect aspect)
    {
        heads.Update(
            asked.Name,
            current =>
            {
                if (current is { Head: null })
                {
                    return null;
                }

                var record = current ?? asked;
                return full is not null && IsNewer(full, record.Head)
                    ? record with
                    {
                        Head = full,
                        Full = aspect,
                        FetchedAt = aspect.FetchedAt,
                    }
                    : record with
                    {
                        Full = aspect,
                    };
            },
            full is null ? null : details
        );
        return DetailsAnswer.Of(details, aspect, options.Freshness);
    }

    /// <summary>
    /// Both documents are made from the same data, but may come from caches of different age, and only the abbreviated one
    /// has every field of a head; so the head at hand stays unless the full document is certainly younger.
    /// </summary>
    private static bool IsNewer(PackageHead full, PackageHead? known) =>
        known is null || full.Modified > known.Modified && full.ContentHash != known.ContentHash;

    private DetailsAnswer Failure(string code, string message, bool isRetryable, TimeSpan? retryAfter)
    {
        var pause = retryAfter > options.FailureFreshness ? retryAfter.Value : options.FailureFreshness;
        return new DetailsAnswer
        {
            Status = HeadStatus.Failed,
            Code = code,
            Message = message,
            IsRetryable = isRetryable,
            RetryAfter = retryAfter,
            StaleAt = (time.GetUtcNow() + pause).UtcTicks,
        };
    }
}
