using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Sources;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Commit;

/// <summary>
/// Fetched heads on their way to the store: bounded in bytes, one pending write per package, in order of arrival. While the
/// store is merely slow, <see cref="WaitForRoomAsync"/> slows fetching down; while it fails, the oldest writes are given up
/// instead, so that answers go on: whatever is lost that way is fetched again.
/// </summary>
internal sealed class CommitQueue
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, PendingWrite> pending = new(StringComparer.Ordinal);
    private readonly LinkedList<PendingWrite> order = new();
    private readonly List<(long Ticket, TaskCompletionSource Done)> flushes = [];
    private readonly IngestionMetrics metrics;
    private readonly long maxBytes;
    private TaskCompletionSource signal = NewSignal();
    private TaskCompletionSource room = NewSignal();
    private TaskCompletionSource flushWanted = NewSignal();
    private long bytes;
    private long lastTicket;
    private long dropped;
    private IReadOnlyList<PendingWrite> taken = [];
    private string? lastError;
    private DateTimeOffset? failingSince;

    public CommitQueue(IOptions<IngestionOptions> options, IngestionMetrics metrics)
    {
        maxBytes = options.Value.CommitQueueBytes;
        this.metrics = metrics;
        metrics.Observe(
            "depgraph.commit.pending",
            "{package}",
            "Packages that wait for their commit.",
            () => Health.PendingPackages
        );
        metrics.Observe(
            "depgraph.commit.pending.bytes",
            "By",
            "Size of what waits for its commit.",
            () => Health.PendingBytes
        );
    }

    public WriteBehindHealth Health
    {
        get
        {
            lock (gate)
            {
                return new(lastError is null, pending.Count + taken.Count, bytes, lastError, failingSince);
            }
        }
    }

    /// <summary>Completes when there is something to commit.</summary>
    public Task Signal
    {
        get
        {
            lock (gate)
            {
                return signal.Task;
            }
        }
    }

    /// <summary>Completes when somebody waits in <see cref="FlushAsync"/>: commit now rather than at the end of the interval.</summary>
    public Task FlushWanted
    {
        get
        {
            lock (gate)
            {
                return flushWanted.Task;
            }
        }
    }

    /// <summary>Adds or updates a package's pending write. The caller holds the entry's gate.</summary>
    /// <param name="entry">The package's place in memory.</param>
    /// <param name="record">Its state.</param>
    /// <param name="details">What the full document says; null leaves what is stored.</param>
    /// <param name="answered">Versions that answers were given from; null for none.</param>
    /// <param name="lease">Released when this is stored or given up; null for none.</param>
    public void Add(
        HeadEntry entry,
        PackageRecord record,
        PackageDetails? details = null,
        IEnumerable<string>? answered = null,
        DocumentLease? lease = null
    )
    {
        lock (gate)
        {
            if (!pending.TryGetValue(record.Name, out var write))
            {
                write = new PendingWrite(entry, record, ++lastTicket);
                pending.Add(record.Name, write);
                order.AddLast(write);
                bytes += write.Bytes;
                entry.IsDirty = true;
            }

            bytes += write.Merge(record, details);
            if (answered is not null)
            {
                write.AddAnswered(answered);
            }

            if (lease is not null)
            {
                write.AddLease(lease);
            }

            DropOldestWhileFailing();
            signal.TrySetResult();
        }
    }

    /// <summary>Waits until there is room for what a fetch brings; at once while the store fails.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (bytes <= maxBytes || lastError is not null)
                {
                    return;
                }

                if (room.Task.IsCompleted)
                {
                    room = NewSignal();
                }

                wait = room.Task;
            }

            await wait.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Writes that were given up since the start.</summary>
    public long Dropped => Volatile.Read(ref dropped);

    /// <summary>
    /// Completes when all that was added before is committed or given up (see <see cref="Dropped"/>). While the store
    /// fails it waits with the writer.
    /// </summary>
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (pending.Count == 0 && taken.Count == 0)
            {
                return Task.CompletedTask;
            }

            var done = NewSignal();
            flushes.Add((lastTicket, done));
            flushWanted.TrySetResult();
            return done.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes the next batch, oldest first; empty when there is none. One batch is out at a time.</summary>
    public IReadOnlyList<PendingWrite> Take(int count)
    {
        lock (gate)
        {
            var batch = new List<PendingWrite>(Math.Min(count, order.Count));
            while (batch.Count < count && order.First is { } first)
            {
                order.RemoveFirst();
                pending.Remove(first.Value.Record.Name);
                batch.Add(first.Value);
            }

            if (order.Count == 0)
            {
                signal = NewSignal();
            }

            return taken = batch;
        }
    }

    /// <summary>The batch is in the store.</summary>
    public void Complete(IReadOnlyList<PendingWrite> batch)
    {
        lock (gate)
        {
            lastError = null;
            failingSince = null;
            Release(batch);
        }
    }

    /// <summary>The store will never take this write: it is given up.</summary>
    public void GiveUp(PendingWrite write)
    {
        lock (gate)
        {
            CountDropped();
            Release([write]);
        }
    }

    /// <summary>The store failed: the batch returns to the front of the queue, merged with what arrived since.</summary>
    public void Return(IReadOnlyList<PendingWrite> batch, string error, DateTimeOffset now)
    {
        lock (gate)
        {
            lastError = error;
            failingSince ??= now;
            foreach (var write in batch.Reverse())
            {
                if (pending.Remove(write.Record.Name, out var later))
                {
                    order.Remove(later);
                    bytes -= later.Bytes;
                    bytes += write.MergeLater(later);
                }

                pending.Add(write.Record.Name, write);
                order.AddFirst(write);
            }

            taken = [];
            DropOldestWhileFailing();
            room.TrySetResult();
            signal.TrySetResult();
        }
    }

    private void Release(IReadOnlyList<PendingWrite> writes)
    {
        foreach (var write in writes)
        {
            bytes -= write.Bytes;
            write.Entry.IsDirty = pending.ContainsKey(write.Record.Name);
            write.ReleaseLeases();
        }

        taken = taken.Except(writes).ToArray();
        if (bytes <= maxBytes)
        {
            room.TrySetResult();
        }

        SettleFlushes();
    }

    private void CountDropped()
    {
        Interlocked.Increment(ref dropped);
        metrics.CommitsDropped.Add(1);
    }

    private void DropOldestWhileFailing()
    {
        while (lastError is not null && bytes > maxBytes && order.First is { } first)
        {
            var write = first.Value;
            order.RemoveFirst();
            pending.Remove(write.Record.Name);
            CountDropped();
            bytes -= write.Bytes;
            write.Entry.IsDirty = taken.Any(other => other.Entry == write.Entry);
            write.ReleaseLeases();
        }

        SettleFlushes();
    }

    private void SettleFlushes()
    {
        if (flushes.Count == 0)
        {
            return;
        }

        var oldest = Math.Min(
            order.First?.Value.Ticket ?? long.MaxValue,
            taken.Count == 0 ? long.MaxValue : taken.Min(write => write.Ticket)
        );
        foreach (var (ticket, done) in flushes)
        {
            if (ticket < oldest)
            {
                done.TrySetResult();
            }
        }

        flushes.RemoveAll(flush => flush.Done.Task.IsCompleted);
        if (flushes.Count == 0)
        {
            flushWanted = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
