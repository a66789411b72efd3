using DepGraph.Ingestion.Caching;
using DepGraph.Ingestion.Registry;
using DepGraph.Ingestion.Sources;
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
    private readonly StoreBatcher<string, PackageDetails> store;
    private readonly HeadLoader heads;
    private readonly IDocumentSource source;
    private readonly IngestionOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<DetailsLoader> logger;
    private readonly CancellationToken stopping;
    private long epoch;

    public DetailsLoader(
        HeadLoader heads,
        IHeadStore store,
        IDocumentSource source,
        IOptions<IngestionOptions> options,
        TimeProvider time,
        IngestionMetrics metrics,
        IngestionLifetime lifetime,
        ILogger<DetailsLoader> logger
    )
    {
        (this.heads, this.source, this.options) = (heads, source, options.Value);
        (this.time, this.logger, stopping) = (time, logger, lifetime.Stopping);
        this.store = new StoreBatcher<string, PackageDetails>(
            store.LoadDetailsAsync,
            "full documents cannot be read and count as not there",
            metrics.StoreReads,
            logger,
            stopping
        );
        cache = new(options.Value.DetailsCacheBytes, static name => new DetailsEntry(name));
        cache.AfterTrim += _ => Trimmed?.Invoke();
        metrics.Observe(
            "depgraph.details.cached.bytes",
            "By",
            "Size of the full documents in memory.",
            () => cache.Bytes
        );
    }

    /// <summary>Runs after documents have left memory for want of room.</summary>
    public event Action? Trimmed;

    /// <summary>Moves, before and after, when a document in memory is replaced by another one or let go for a later one of the store.</summary>
    public long Epoch => Volatile.Read(ref epoch);

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

    /// <summary>
    /// The same for a package that neither memory nor the store knows. Its document brings the head along, so that the registry is asked for
    /// one document instead of two.
    /// </summary>
    /// <param name="name">The package.</param>
    /// <param name="now">UTC ticks.</param>
    public (DetailsAnswer? Answer, Task<DetailsAnswer>? Load) RequestUnknown(string name, long now) =>
        Request(
            new PackageRecord
            {
                Name = name,
                Head = null,
                FetchedAt = DateTimeOffset.MinValue,
            },
            now
        );

    /// <summary>
    /// Asks the registry for the full document, unless the one at hand was confirmed at <paramref name="asked"/> or later; gives
    /// what is known then.
    /// </summary>
    /// <param name="head">The package's head, found.</param>
    /// <param name="asked">When it was wanted.</param>
    /// <param name="cancellationToken">Ends the wait, not the fetch.</param>
    public async Task<DetailsAnswer> RevalidateAsync(
        PackageRecord head,
        DateTimeOffset asked,
        CancellationToken cancellationToken
    )
    {
        var (answer, load) = Request(head, time.GetUtcNow().UtcTicks);
        answer ??= await load!.WaitAsync(cancellationToken);
        while (answer is { Status: HeadStatus.Found, Aspect: { } aspect } && aspect.FetchedAt < asked)
        {
            var entry = cache.GetOrAdd(head.Name);
            Task<DetailsAnswer> fetch;
            lock (entry.Gate)
            {
                if (entry.IsRemoved)
                {
                    continue;
                }

                fetch = Begin(entry, head, asked.AddTicks(-1), isForced: true);
            }

            answer = await fetch.WaitAsync(cancellationToken);
            return entry.Failure ?? answer;
        }

        return answer;
    }

    /// <summary>Whether that document is the one in memory.</summary>
    public bool Holds(string name, DetailsAnswer answer) =>
        cache.Find(name)?.Content is { } content && ReferenceEquals(content.Details, answer.Details);

    /// <summary>
    /// Lets go of what is in memory of a package, because the store has something later. What is on its way is for those alone who wait for
    /// it already.
    /// </summary>
    public void Forget(string name)
    {
        if (cache.Find(name) is { } entry)
        {
            Interlocked.Increment(ref epoch);
            lock (entry.Gate)
            {
                entry.Flight = null;
                cache.TryRemove(entry);
            }

            Interlocked.Increment(ref epoch);
        }
    }

    /// <summary>The same for a package whose head is known already as the store has it.</summary>
    /// <param name="head">That head's record.</param>
    public void ForgetOlder(PackageRecord head)
    {
        if (cache.Find(head.Name)?.Content?.Aspect?.FetchedAt < head.Full?.FetchedAt)
        {
            Forget(head.Name);
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

    private Task<DetailsAnswer> Begin(DetailsEntry entry, PackageRecord head) =>
        Begin(entry, head, entry.Content?.Aspect?.FetchedAt, isForced: false);

    private Task<DetailsAnswer> Begin(DetailsEntry entry, PackageRecord head, DateTimeOffset? newerThan, bool isForced)
    {
        if (entry.Flight is { } flight)
        {
            return flight;
        }

        entry.StoreRead =
            entry.Content is null && head.Full is not null
                ? new(TaskCreationOptions.RunContinuationsAsynchronously)
                : null;
        return entry.Flight = Task.Run(() => LoadAsync(entry, head, newerThan, isForced), CancellationToken.None);
    }

    private async Task<DetailsAnswer> LoadAsync(
        DetailsEntry entry,
        PackageRecord head,
        DateTimeOffset? newerThan,
        bool isForced
    )
    {
        DetailsAnswer answer;
        try
        {
            var stored = await LoadFromStoreAsync(entry, head);
            if (stored is null)
            {
                entry.StoreRead?.TrySetResult();
            }

            answer = stored ?? await FetchAsync(entry, head, newerThan, isForced);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            var message = $"Package '{head.Name}' was not fetched: the service stops.";
            answer = Failure(new(AnswerCodes.Stopping, message, IsRetryable: true));
        }
        catch (Exception e)
        {
            logger.LogError(e, "Fetching the full document of package {Package} broke.", head.Name);
            var message = $"The full document of '{head.Name}' could not be taken in.";
            answer = Failure(new(AnswerCodes.Internal, message, IsRetryable: false));
        }

        lock (entry.Gate)
        {
            if (entry.IsRemoved)
            {
                entry.StoreRead?.TrySetResult();
                return answer;
            }

            if (answer.Status == HeadStatus.Found)
            {
                Publish(entry, answer);
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

    private void Publish(DetailsEntry entry, DetailsAnswer answer)
    {
        var isChange = entry.Content is { } before && !ReferenceEquals(before.Details, answer.Details);
        if (isChange)
        {
            Interlocked.Increment(ref epoch);
        }

        entry.Content = answer;
        if (isChange)
        {
            Interlocked.Increment(ref epoch);
        }
    }

    private async Task<DetailsAnswer?> LoadFromStoreAsync(DetailsEntry entry, PackageRecord head) =>
        entry.Content is null && head.Full is not null && await store.ReadAsync(head.Name) is { } details
            ? DetailsAnswer.Of(details, head.Full, options.Freshness)
            : null;

    private async Task<DetailsAnswer> FetchAsync(
        DetailsEntry entry,
        PackageRecord head,
        DateTimeOffset? newerThan,
        bool isForced
    )
    {
        while (true)
        {
            var known = entry.Content;
            var request = new DocumentRequest
            {
                Name = head.Name,
                Form = DocumentForm.Full,
                ETag = known?.Aspect?.ETag,
                LastModified = known?.Aspect?.LastModified,
                NewerThan = newerThan,
                IsForced = isForced,
                IsAwaited = known is null || isForced,
            };
            switch (await source.FetchAsync(request, stopping))
            {
                case SourceAnswer.FromRegistry got:
                    return Settle(head, known, got);
                case SourceAnswer.Failed failed:
                    return Failure(failed);
                default:
                    if (await TakeStoredAsync(head.Name) is { } stored)
                    {
                        return stored;
                    }

                    // It does not decode, or is gone already: what is stored is no answer.
                    stopping.ThrowIfCancellationRequested();
                    newerThan = time.GetUtcNow();
                    break;
            }
        }
    }

    private DetailsAnswer Settle(PackageRecord head, DetailsAnswer? known, SourceAnswer.FromRegistry got)
    {
        try
        {
            var now = time.GetUtcNow();
            switch (got.Answer)
            {
                case RegistryAnswer.Fetched { Packument: { Details: { } details, Head: var full } } fetched:
                    var aspect = new DocumentAspect(fetched.ETag, fetched.LastModified, now);
                    return Take(head, full, details, aspect, got.Lease);
                case RegistryAnswer.NotModified:
                    return Take(head, full: null, known!.Details!, known.Aspect! with { FetchedAt = now }, got.Lease);
                default:
                    got.Lease?.Release();
                    return Failure(
                        new(
                            AnswerCodes.PackageNotFound,
                            $"The registry knows no package '{head.Name}'.",
                            IsRetryable: false,
                            Remaining: options.NegativeFreshness
                        )
                    );
            }
        }
        catch
        {
            got.Lease?.Break(options.FailureFreshness);
            throw;
        }
    }

    /// <summary>What another process has stored; null when it is not to be had.</summary>
    private async Task<DetailsAnswer?> TakeStoredAsync(string name)
    {
        if (await heads.ReadStoredAsync(name) is not { Full: { } aspect } record)
        {
            return null;
        }

        if (await store.ReadAsync(name) is not { } details)
        {
            return null;
        }

        heads.Learn(record);
        return DetailsAnswer.Of(details, aspect, options.Freshness);
    }

    private DetailsAnswer Take(
        PackageRecord asked,
        PackageHead? full,
        PackageDetails details,
        DocumentAspect aspect,
        DocumentLease? lease
    )
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
            full is null ? null : details,
            lease
        );
        return DetailsAnswer.Of(details, aspect, options.Freshness);
    }

    /// <summary>
    /// Both documents are made from the same data, but may come from caches of different age, and only the abbreviated one
    /// has every field of a head; so the head at hand stays unless the full document is certainly younger.
    /// </summary>
    private static bool IsNewer(PackageHead full, PackageHead? known) =>
        known is null || full.Modified > known.Modified && full.ContentHash != known.ContentHash;

    private DetailsAnswer Failure(SourceAnswer.Failed failed) =>
        new()
        {
            Status = failed.Code == AnswerCodes.PackageNotFound ? HeadStatus.NotFound : HeadStatus.Failed,
            Code = failed.Code,
            Message = failed.Message,
            IsRetryable = failed.IsRetryable,
            RetryAfter = failed.RetryAfter,
            StaleAt = (time.GetUtcNow() + failed.Counts(options.FailureFreshness)).UtcTicks,
        };
}
