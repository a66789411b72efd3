using DepGraph.Storage;

namespace DepGraph.Ingestion.Jobs;

/// <summary>An ingestion that this process works on, or whose end is not stored yet. Safe for concurrent use.</summary>
/// <param name="record">As it begins.</param>
/// <param name="lease">Its lease; null: the store does not know of it yet.</param>
internal sealed class LiveIngestion(IngestionRecord record, JobLease? lease)
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IngestionRecord record = lease?.Job ?? record;
    private long? token = lease?.Token;
    private IIngestionWork? work;
    private bool isSettled;

    /// <summary>What is to be done.</summary>
    public IngestionRecord Job { get; } = lease?.Job ?? record;

    public string Id => Job.Id;

    public string Spec => Job.Spec;

    /// <summary>Writes that had been given up when it began: if there are more at its end, some of its own may be among them.</summary>
    public long DroppedBefore { get; init; }

    /// <summary>Completes when the work is to end before its end: it was cancelled, or somebody else does it by now.</summary>
    public Task Stopped => stopped.Task;

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

    public bool HasEnded => Record.State.IsFinal();

    /// <summary>There is nothing left to be written of it: its end is stored, or it is no longer this process's.</summary>
    public bool IsSettled
    {
        get
        {
            lock (gate)
            {
                return isSettled;
            }
        }
    }

    /// <summary>What to report of it; null: the store does not know of it yet.</summary>
    public JobReport? Report
    {
        get
        {
            lock (gate)
            {
                var current = Current();
                return token is { } held ? new(Id, held, current.PackagesFetched, current.PackagesPending) : null;
            }
        }
    }

    /// <summary>It was leased to this process, for the first time or again.</summary>
    public void Lease(JobLease renewed)
    {
        lock (gate)
        {
            token = renewed.Token;
            record = record with
            {
                Attempts = renewed.Job.Attempts,
                Worker = renewed.Job.Worker,
                HeartbeatAt = renewed.Job.HeartbeatAt,
            };
        }
    }

    /// <summary>Its end is stored, or nothing of it is to be any more.</summary>
    public void Settle()
    {
        lock (gate)
        {
            isSettled = true;
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
            if (record.State.IsFinal() || stopped.Task.IsCompleted || !followed.TryHold())
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
                LetGo();
                ended.TrySetResult();
            }
        }
    }

    /// <summary>Cancels it, unless it has ended.</summary>
    public void Cancel(DateTimeOffset now)
    {
        IIngestionWork? stopping;
        lock (gate)
        {
            stopping = work;
            Finish(new(IngestionState.Cancelled, null), now);
            stopped.TrySetResult();
        }

        stopping?.Stop();
    }

    /// <summary>Leaves it to whoever has it by now: the work stops unless others need it, and nothing more is written.</summary>
    public void Abandon()
    {
        IIngestionWork? stopping;
        lock (gate)
        {
            stopping = work;
            record = Current();
            LetGo();
            isSettled = true;
            stopped.TrySetResult();
            ended.TrySetResult();
        }

        stopping?.Stop();
    }

    private void LetGo()
    {
        work?.LetGo();
        work = null;
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
