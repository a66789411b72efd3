using DepGraph.Storage;

namespace DepGraph.Ingestion.Tests.Fakes;

/// <summary>The ingestions of a <see cref="MemoryStore"/>, as records and as a queue. Callers hold the store's gate.</summary>
internal sealed class MemoryJobs(TimeProvider time)
{
    private readonly Dictionary<string, Row> rows = [];

    public IEnumerable<IngestionRecord> Records => rows.Values.Select(row => row.Record);

    public IngestionRecord? Find(string id) => rows.GetValueOrDefault(id)?.Record;

    public void Remove(string id) => rows.Remove(id);

    public IngestionRecord Add(IngestionRecord job)
    {
        var present = rows.Values.FirstOrDefault(row =>
            row.IsLive && row.Record.Key is not null && row.Record.Key == job.Key
        );
        if (present is not null)
        {
            return present.Record = present.Record with
            {
                Priority = (IngestionPriority)Math.Min((int)present.Record.Priority, (int)job.Priority),
                IsKept = present.Record.IsKept || job.IsKept,
            };
        }

        rows.TryAdd(job.Id, new Row(job));
        return rows[job.Id].Record;
    }

    public JobLease Begin(IngestionRecord job, LeaseTerms terms) => Lease(rows[Add(job).Id], terms);

    public IReadOnlyList<JobLease> Lease(int count, IngestionPriority upTo, LeaseTerms terms)
    {
        var now = time.GetUtcNow();
        var due = rows
            .Values.Where(row => row.IsLive && row.DueAt <= now && row.Record.Priority <= upTo)
            .OrderBy(row => row.Record.Priority)
            .ThenBy(row => row.Record.RequestedAt)
            .ThenBy(row => row.Record.Id, StringComparer.Ordinal)
            .Take(count)
            .ToList();
        var exhausted = due.Where(row =>
                row.Record.State == IngestionState.Running && row.Record.Attempts >= terms.MaxAttempts
            )
            .ToList();
        exhausted.ForEach(row => End(row, IngestionState.Failed, $"Given up after {row.Record.Attempts} attempts."));
        return [.. due.Except(exhausted).Select(row => Lease(row, terms))];
    }

    public JobStanding Report(JobReport report, TimeSpan duration)
    {
        if (Held(report) is { } row)
        {
            Progress(row, report);
            row.DueAt = time.GetUtcNow() + duration;
            return JobStanding.Held;
        }

        return Find(report.Id)?.State == IngestionState.Cancelled ? JobStanding.Cancelled : JobStanding.Lost;
    }

    public bool Finish(JobReport report, IngestionState state, string? error)
    {
        if (Held(report) is not { } row)
        {
            return false;
        }

        Progress(row, report);
        End(row, state, error);
        if (!row.Record.IsKept)
        {
            rows.Remove(report.Id);
        }

        return true;
    }

    public bool Retry(JobReport report, string error, TimeSpan pause, int maxAttempts)
    {
        if (Held(report) is not { } row)
        {
            return false;
        }

        Progress(row, report);
        if (row.Record.Attempts >= maxAttempts)
        {
            End(row, IngestionState.Failed, error);
            row.Record = row.Record with { IsKept = true };
            return true;
        }

        row.DueAt = time.GetUtcNow() + pause;
        row.Record = row.Record with { State = IngestionState.Queued, Error = error, NotBefore = row.DueAt };
        return true;
    }

    public void Release(JobReport report)
    {
        if (Held(report) is { } row)
        {
            Progress(row, report);
            row.Token++;
            row.DueAt = default;
            row.Record = row.Record with { State = IngestionState.Queued, Attempts = row.Record.Attempts - 1 };
        }
    }

    public IngestionRecord? Cancel(string id)
    {
        if (rows.GetValueOrDefault(id) is { IsLive: true } row)
        {
            row.Token++;
            End(row, IngestionState.Cancelled, row.Record.Error);
        }

        return Find(id);
    }

    private JobLease Lease(Row row, LeaseTerms terms)
    {
        var now = time.GetUtcNow();
        row.DueAt = now + terms.Duration;
        row.Record = row.Record with
        {
            State = IngestionState.Running,
            StartedAt = row.Record.StartedAt ?? now,
            HeartbeatAt = now,
            NotBefore = null,
            Worker = terms.Worker,
            Attempts = row.Record.Attempts + 1,
        };
        return new JobLease(row.Record, ++row.Token);
    }

    private Row? Held(JobReport report) =>
        rows.GetValueOrDefault(report.Id) is { Record.State: IngestionState.Running } row && row.Token == report.Token
            ? row
            : null;

    private void Progress(Row row, JobReport report) =>
        row.Record = row.Record with
        {
            PackagesFetched = report.PackagesFetched,
            PackagesPending = report.PackagesPending,
            HeartbeatAt = time.GetUtcNow(),
        };

    private void End(Row row, IngestionState state, string? error) =>
        row.Record = row.Record with { State = state, Error = error, FinishedAt = time.GetUtcNow() };

    private sealed class Row(IngestionRecord record)
    {
        public IngestionRecord Record { get; set; } = record;

        public long Token { get; set; }

        public DateTimeOffset DueAt { get; set; }

        public bool IsLive => Record.State is IngestionState.Queued or IngestionState.Running;
    }
}
