using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;
using DepGraph.Storage.Querying;
using DepGraph.Storage.Searching;

namespace DepGraph.Ingestion.Tests.Fakes;

/// <summary>A store in memory that survives the service under test, counts, and can fail.</summary>
internal sealed partial class MemoryStore : IGraphStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, PackageRecord> packages = [];
    private readonly Dictionary<string, PackageDetails> details = [];
    private readonly List<(VersionGain Gain, DateTimeOffset At)> gains = [];
    private readonly Dictionary<string, string> positions = [];
    private readonly Dictionary<string, byte[]> tarballs = [];
    private readonly TimeProvider time;
    private readonly MemoryJobs jobs;
    private readonly MemoryLeases leases;
    private long sequence;

    /// <param name="time">The store's clock; null: the machine's.</param>
    public MemoryStore(TimeProvider? time = null)
    {
        this.time = time ??= TimeProvider.System;
        jobs = new(time);
        leases = new(
            time,
            document =>
                packages.GetValueOrDefault(document.Name) is not { } record ? null
                : document.IsFull ? record.Full?.FetchedAt
                : record.FetchedAt
        );
    }

    public BulkBatch BulkBatch { get; set; } = new(Packages: 2_000, Bytes: 16 << 20);

    /// <summary>Thrown by every write, if set.</summary>
    public Exception? WriteFailure { get; set; }

    /// <summary>Thrown when a position is moved, if set.</summary>
    public Exception? PositionFailure { get; set; }

    /// <summary>Thrown by every read, if set.</summary>
    public Exception? ReadFailure { get; set; }

    /// <summary>Thrown by every read of the change feed, if set.</summary>
    public Exception? ChangesFailure { get; set; }

    /// <summary>Writes of a package that this says yes to break with something else than a store's failure.</summary>
    public Func<string, bool> IsPoison { get; set; } = _ => false;

    /// <summary>Reads wait for it, if set.</summary>
    public TaskCompletionSource? HoldReads { get; set; }

    /// <summary>Heads and full documents that have been read are given when it completes, if set; so they may be old by then.</summary>
    public Func<Task>? BeforeAnswer { get; set; }

    /// <summary>Runs before a read of the change feed that finds nothing is answered, if set.</summary>
    public Func<Task>? BeforeNothingNew { get; set; }

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

        // Through the codec, as a real store: heads of the registry and of the store are never the same object.
        var read = Reading(() =>
            names
                .Select(name =>
                    packages.GetValueOrDefault(name) is { } record
                        ? record with
                        {
                            Head = record.Head is null ? null : HeadCodec.Decode(name, HeadCodec.Encode(record.Head)),
                        }
                        : null
                )
                .ToArray()
        );
        await (BeforeAnswer?.Invoke() ?? Task.CompletedTask);
        return read;
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

        var read = Reading(() => names.Select(name => details.GetValueOrDefault(name)).ToArray());
        await (BeforeAnswer?.Invoke() ?? Task.CompletedTask);
        return read;
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
            Commits.Enqueue(batch);
            return Task.FromResult<IReadOnlyList<HeadCommit>>(batch.Select(Commit).ToArray());
        }
    }

    /// <summary>By the rules of a real store: what is older is ignored, what is the same takes no number.</summary>
    private HeadCommit Commit(HeadWrite write)
    {
        var former = packages.GetValueOrDefault(write.Name);
        var isSame = former is not null && former.Head?.ContentHash == write.Head?.ContentHash;
        if (former?.FetchedAt > write.FetchedAt)
        {
            var outcome = isSame ? HeadCommitOutcome.Confirmed : HeadCommitOutcome.Superseded;
            return new HeadCommit(former.Sequence, former.Revision, outcome);
        }

        var isChange = !isSame || write.Details is not null;
        var number = isChange ? ++sequence : former!.Sequence;
        packages[write.Name] = new PackageRecord
        {
            Name = write.Name,
            Head = write.Head,
            ETag = write.ETag,
            LastModified = write.LastModified,
            FetchedAt = write.FetchedAt,
            Full = write.Full ?? former?.Full,
            Revision = isSame ? former!.Revision : number,
            Sequence = number,
        };
        if (write.Details is not null)
        {
            details[write.Name] = write.Details;
        }

        if (former is not null && write.Head is { } head)
        {
            string[] gained =
            [
                .. Enumerable
                    .Range(0, head.Count)
                    .Select(index => head[index].Version)
                    .Where(version => former.Head is null || former.Head.IndexOf(version) < 0),
            ];
            if (gained.Length > 0)
            {
                gains.Add((new VersionGain(number, write.Name, gained), time.GetUtcNow()));
            }
        }

        return new HeadCommit(
            number,
            packages[write.Name].Revision,
            isChange ? HeadCommitOutcome.Changed : HeadCommitOutcome.Confirmed
        );
    }

    public ValueTask<long> LastSequenceAsync(CancellationToken cancellationToken = default) => new(sequence);

    public async ValueTask<IReadOnlyList<HeadChange>> ReadChangesAsync(
        long afterSequence,
        int limit,
        CancellationToken cancellationToken = default
    )
    {
        ThrowIf(ChangesFailure);
        var read = Reading(() =>
            packages
                .Values.Where(record => record.Sequence > afterSequence)
                .OrderBy(record => record.Sequence)
                .Take(limit)
                .Select(record => new HeadChange(record.Sequence, record.Name, record.Revision))
                .ToArray()
        );
        await (read.Length == 0 && BeforeNothingNew is { } wait ? wait() : Task.CompletedTask);
        return read;
    }

    /// <summary>Names that only a dependency mentions are not kept here.</summary>
    public ValueTask<IReadOnlyList<bool>> ContainsAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken = default
    ) => new(Reading<IReadOnlyList<bool>>(() => [.. names.Select(packages.ContainsKey)]));

    public ValueTask<string?> ReadPositionAsync(string name, CancellationToken cancellationToken = default) =>
        new(Reading(() => positions.GetValueOrDefault(name)));

    public Task<bool> MovePositionAsync(
        string name,
        string? from,
        string? to,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            Writing(() =>
            {
                ThrowIf(PositionFailure);
                var present = positions.GetValueOrDefault(name);
                if (present != from && present != to)
                {
                    return false;
                }

                positions.Remove(name);
                if (to is not null)
                {
                    positions[name] = to;
                }

                return true;
            })
        );

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

    /// <summary>By the beginning of the name alone.</summary>
    public ValueTask<PackageHits> SearchPackagesAsync(
        SearchText text,
        int limit,
        CancellationToken cancellationToken = default
    )
    {
        ThrowIf(ReadFailure);
        var found = Names
            .Where(name => name.StartsWith(text.Text, StringComparison.Ordinal) && this[name]?.Head is not null)
            .Select(name => new PackageHit(name, SearchTier.NamePrefix, 0))
            .Order()
            .ToList();
        return new(new PackageHits([.. found.Take(limit)], found.Count <= limit));
    }

    public async IAsyncEnumerable<IReadOnlyList<PackageDocuments>> ScanDocumentsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        foreach (var name in Names)
        {
            ThrowIf(ReadFailure);
            if (this[name] is { } record)
            {
                yield return [new PackageDocuments(record, details.GetValueOrDefault(name))];
                await (WhileScanning?.Invoke() ?? Task.CompletedTask);
                cancellationToken.ThrowIfCancellationRequested();
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

    public ValueTask<IReadOnlyList<VersionGain>> ReadGainsAsync(
        long afterSequence,
        int limit,
        CancellationToken cancellationToken = default
    ) =>
        new(
            Reading<IReadOnlyList<VersionGain>>(() =>
                [.. gains.Select(row => row.Gain).Where(gain => gain.Sequence > afterSequence).Take(limit)]
            )
        );

    public Task<int> ForgetGainsAsync(TimeSpan age, CancellationToken cancellationToken = default) =>
        Task.FromResult(Writing(() => gains.RemoveAll(row => row.At < time.GetUtcNow() - age)));

    public ValueTask<GraphStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Nothing here asks for statistics.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private T Writing<T>(Func<T> write)
    {
        ThrowIf(WriteFailure);
        lock (gate)
        {
            return write();
        }
    }

    private T Reading<T>(Func<T> read)
    {
        ThrowIf(ReadFailure);
        lock (gate)
        {
            return read();
        }
    }

    private static void ThrowIf(Exception? failure)
    {
        if (failure is not null)
        {
            throw failure;
        }
    }
}
