using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;
using DepGraph.Storage.Querying;

namespace DepGraph.Ingestion.Tests.Fakes;

/// <summary>A store in memory that survives the service under test, counts, and can fail.</summary>
internal sealed class MemoryStore : IGraphStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, PackageRecord> packages = [];
    private readonly Dictionary<string, PackageDetails> details = [];
    private readonly Dictionary<string, IngestionRecord> ingestions = [];
    private long sequence;

    /// <summary>Thrown by every write, if set.</summary>
    public Exception? WriteFailure { get; set; }

    /// <summary>Thrown by every read, if set.</summary>
    public Exception? ReadFailure { get; set; }

    /// <summary>Writes of a package that this says yes to break with something else than a store's failure.</summary>
    public Func<string, bool> IsPoison { get; set; } = _ => false;

    /// <summary>Reads wait for it, if set.</summary>
    public TaskCompletionSource? HoldReads { get; set; }

    /// <summary>New ingestions wait for it, if set.</summary>
    public TaskCompletionSource? HoldCreations { get; set; }

    /// <summary>Runs when a scan has given its first head, if set.</summary>
    public Func<Task>? WhileScanning { get; set; }

    public ConcurrentQueue<IReadOnlyList<string>> Reads { get; } = new();

    public ConcurrentQueue<IReadOnlyList<HeadWrite>> Commits { get; } = new();

    public string Description => "memory";

    public IReadOnlyCollection<string> Names
    {
        get
        {
            lock (gate)
            {
                return packages.Keys.ToArray();
            }
        }
    }

    public PackageRecord? this[string name]
    {
        get
        {
            lock (gate)
            {
                return packages.GetValueOrDefault(name);
            }
        }
    }

    public Task OpenAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<bool> PingAsync(CancellationToken cancellationToken = default) => Task.FromResult(ReadFailure is null);

    public async ValueTask<IReadOnlyList<PackageRecord?>> LoadAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken = default
    )
    {
        Reads.Enqueue(names);
        if (HoldReads is { } hold)
        {
            await hold.Task.WaitAsync(cancellationToken);
        }

        ThrowIf(ReadFailure);
        lock (gate)
        {
            // Through the codec, as a real store: heads of the registry and of the store are never the same object.
            return names
                .Select(name =>
                    packages.GetValueOrDefault(name) is { } record
                        ? record with
                        {
                            Head = record.Head is null ? null : HeadCodec.Decode(name, HeadCodec.Encode(record.Head)),
                        }
                        : null
                )
                .ToArray();
        }
    }

    public async ValueTask<IReadOnlyList<PackageDetails?>> LoadDetailsAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken = default
    )
    {
        if (HoldReads is { } hold)
        {
            await hold.Task.WaitAsync(cancellationToken);
        }

        ThrowIf(ReadFailure);
        lock (gate)
        {
            return names.Select(name => details.GetValueOrDefault(name)).ToArray();
        }
    }

    public Task<IReadOnlyList<HeadCommit>> CommitAsync(
        IReadOnlyList<HeadWrite> batch,
        CancellationToken cancellationToken = default
    )
    {
        ThrowIf(WriteFailure);
        if (batch.FirstOrDefault(write => IsPoison(write.Name)) is { } poison)
        {
            throw new InvalidOperationException($"{poison.Name} breaks the commit.");
        }

        lock (gate)
        {
            foreach (var write in batch)
            {
                packages[write.Name] = new PackageRecord
                {
                    Name = write.Name,
                    Head = write.Head,
                    ETag = write.ETag,
                    LastModified = write.LastModified,
                    FetchedAt = write.FetchedAt,
                    Full = write.Full ?? packages.GetValueOrDefault(write.Name)?.Full,
                    Sequence = ++sequence,
                };
                if (write.Details is not null)
                {
                    details[write.Name] = write.Details;
                }
            }

            Commits.Enqueue(batch);
            return Task.FromResult<IReadOnlyList<HeadCommit>>(
                batch.Select(_ => new HeadCommit(sequence, 1, HeadCommitOutcome.Changed)).ToArray()
            );
        }
    }

    public ValueTask<long> LastSequenceAsync(CancellationToken cancellationToken = default) => new(sequence);

    public ValueTask<IReadOnlyList<HeadChange>> ReadChangesAsync(
        long afterSequence,
        int limit,
        CancellationToken cancellationToken = default
    )
    {
        ThrowIf(ReadFailure);
        lock (gate)
        {
            return new(
                packages
                    .Values.Where(record => record.Sequence > afterSequence)
                    .OrderBy(record => record.Sequence)
                    .Take(limit)
                    .Select(record => new HeadChange(record.Sequence, record.Name, record.Revision))
                    .ToArray()
            );
        }
    }

    public async IAsyncEnumerable<PackageHead> ScanHeadsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        if (HoldReads is { } hold)
        {
            await hold.Task.WaitAsync(cancellationToken);
        }

        ThrowIf(ReadFailure);
        foreach (var name in Names)
        {
            if (this[name]?.Head is { } head)
            {
                yield return head;
                await (WhileScanning?.Invoke() ?? Task.CompletedTask);
            }
        }
    }

    public ValueTask<IReadOnlyList<FetchAge>> OldestFetchedAsync(
        int count,
        DateTimeOffset before,
        CancellationToken cancellationToken = default
    )
    {
        lock (gate)
        {
            return new(
                packages
                    .Values.Where(record => record.Head is not null && record.FetchedAt < before)
                    .OrderBy(record => record.FetchedAt)
                    .Take(count)
                    .Select(record => new FetchAge(record.Name, record.FetchedAt))
                    .ToArray()
            );
        }
    }

    public Task<int> ForgetMissingAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            var old = packages
                .Values.Where(record => record.Head is null && record.FetchedAt < before)
                .Take(limit)
                .ToArray();
            foreach (var record in old)
            {
                packages.Remove(record.Name);
            }

            return Task.FromResult(old.Length);
        }
    }

    public async Task CreateIngestionAsync(IngestionRecord record, CancellationToken cancellationToken = default)
    {
        if (HoldCreations is { } hold)
        {
            await hold.Task.WaitAsync(cancellationToken);
        }

        ThrowIf(WriteFailure);
        lock (gate)
        {
            ingestions.TryAdd(record.Id, record);
        }
    }

    public Task<bool> UpdateIngestionAsync(IngestionRecord record, CancellationToken cancellationToken = default)
    {
        ThrowIf(WriteFailure);
        lock (gate)
        {
            if (!ingestions.ContainsKey(record.Id))
            {
                return Task.FromResult(false);
            }

            ingestions[record.Id] = record;
            return Task.FromResult(true);
        }
    }

    public ValueTask<IngestionRecord?> FindIngestionAsync(string id, CancellationToken cancellationToken = default)
    {
        ThrowIf(ReadFailure);
        lock (gate)
        {
            return new(ingestions.GetValueOrDefault(id));
        }
    }

    public ValueTask<IReadOnlyList<IngestionRecord>> ListIngestionsAsync(
        PageQuery<IngestionRecord> query,
        CancellationToken cancellationToken = default
    )
    {
        lock (gate)
        {
            return new(
                ingestions
                    .Values.Where(query.Filter.Matches)
                    .Where(record => query.After is not { } place || query.Order.CompareToPlace(record, place) > 0)
                    .Order(query.Order)
                    .Take(query.Limit)
                    .ToArray()
            );
        }
    }

    public ValueTask<long> CountIngestionsAsync(
        Filter<IngestionRecord> filter,
        CancellationToken cancellationToken = default
    )
    {
        lock (gate)
        {
            return new(ingestions.Values.Count(filter.Matches));
        }
    }

    public ValueTask<IReadOnlyList<IngestionRecord>> ListUnfinishedIngestionsAsync(
        CancellationToken cancellationToken = default
    )
    {
        lock (gate)
        {
            return new(
                ingestions
                    .Values.Where(record => record.State is IngestionState.Queued or IngestionState.Running)
                    .OrderBy(record => record.RequestedAt)
                    .ToArray()
            );
        }
    }

    public Task<int> DeleteIngestionsFinishedBeforeAsync(
        DateTimeOffset before,
        CancellationToken cancellationToken = default
    )
    {
        lock (gate)
        {
            var old = ingestions.Values.Where(record => record.FinishedAt < before).ToArray();
            foreach (var record in old)
            {
                ingestions.Remove(record.Id);
            }

            return Task.FromResult(old.Length);
        }
    }

    public ValueTask<GraphStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Nothing here asks for statistics.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void ThrowIf(Exception? failure)
    {
        if (failure is not null)
        {
            throw failure;
        }
    }
}
