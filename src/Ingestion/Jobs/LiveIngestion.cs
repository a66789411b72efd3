using DepGraph.Storage;

namespace DepGraph.Ingestion.Jobs;

/// <summary>An ingestion of this process that has not ended, or whose end is not stored yet.</summary>
/// <param name="record">As it begins.</param>
/// <param name="isRequested">Somebody asked for it; a request left it behind otherwise.</param>
internal sealed class LiveIngestion(IngestionRecord record, bool isRequested)
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IngestionRecord record = record;
    private IngestionRecord? stored;
    private IIngestionWork? work;

    public string Id { get; } = record.Id;

    public string Spec { get; } = record.Spec;

    public bool IsRequested { get; } = isRequested;

    /// <summary>Writes that had been given up when it began: if there are more at its end, some of its own may be among them.</summary>
    public long DroppedBefore { get; set; }

    /// <summary>Completes when somebody cancels it.</summary>
    public Task Cancelled => cancelled.Task;

    /// <summary>Completes when it has come to its end.</summary>
    public Task Ended => ended.Task;

    /// <summary>The record with the progress of this moment.</summary>
    public IngestionRecord Record
    {
        get
        {
            lock (gate)
            {
                return Current();
            }
        }
    }

    /// <summary>It has a row in the store.</summary>
    public bool IsStored
    {
        get
        {
            lock (gate)
            {
                return stored is not null;
            }
        }
    }

    /// <summary>What is to be written; null when the store has it.</summary>
    public IngestionRecord? Unsaved
    {
        get
        {
            lock (gate)
            {
                return Current() is var current && current != stored ? current : null;
            }
        }
    }

    public void Saved(IngestionRecord saved)
    {
        lock (gate)
        {
            stored = saved;
        }
    }

    /// <summary>False when it has ended meanwhile.</summary>
    public bool TryStart(DateTimeOffset now)
    {
        lock (gate)
        {
            if (record.State.IsFinal())
            {
                return false;
            }

            record = record with { State = IngestionState.Running, StartedAt = now };
            return true;
        }
    }

    /// <summary>
    /// From here on the progress is this work's, which is held until the end. False when the ingestion has ended meanwhile, or the
    /// work was stopped.
    /// </summary>
    public bool TryFollow(IIngestionWork followed)
    {
        lock (gate)
        {
            if (record.State.IsFinal() || !followed.TryHold())
            {
                return false;
            }

            work = followed;
            return true;
        }
    }

    /// <summary>Ends it; the first end counts.</summary>
    public void Finish(IngestionOutcome outcome, DateTimeOffset now)
    {
        lock (gate)
        {
            if (!record.State.IsFinal())
            {
                record = Current() with { State = outcome.State, Error = outcome.Error, FinishedAt = now };
                work?.LetGo();
                work = null;
                ended.SetResult();
            }
        }
    }

    /// <summary>Cancels it, unless it has ended.</summary>
    public void Cancel(DateTimeOffset now)
    {
        IIngestionWork? stopped;
        lock (gate)
        {
            stopped = work;
            Finish(new(IngestionState.Cancelled, null), now);
            cancelled.TrySetResult();
        }

        stopped?.Stop();
    }

    private IngestionRecord Current() =>
        work is null
            ? record
            : record with
            {
                PackagesFetched = work.PackagesFetched,
                PackagesPending = work.PackagesPending,
            };
}
