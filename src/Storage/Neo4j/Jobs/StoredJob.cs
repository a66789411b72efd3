namespace DepGraph.Storage.Neo4j.Jobs;

/// <summary>A job with what only the queue knows of it. Its members say what becomes of it; times are by the server's clock.</summary>
/// <param name="Job">As it is shown.</param>
/// <param name="Token">Counts its leases: only who has the newest may write.</param>
/// <param name="DueAt">When an unfinished one may be taken: a queued one from then on, a running one when its lease runs out.</param>
internal sealed record StoredJob(IngestionRecord Job, long Token, DateTimeOffset DueAt)
{
    public static StoredJob Of(IngestionRecord job) => new(job, Token: 0, job.NotBefore ?? default);

    public bool IsUnfinished => Job.State is IngestionState.Queued or IngestionState.Running;

    /// <summary>Whether its worker ended without a word, and that was the last attempt it may have.</summary>
    public bool IsExhausted(int maxAttempts) => Job.State == IngestionState.Running && Job.Attempts >= maxAttempts;

    public bool IsHeldBy(JobReport report) => Job.State == IngestionState.Running && Token == report.Token;

    public StoredJob Lease(LeaseTerms terms, DateTimeOffset now) =>
        new(
            Job with
            {
                State = IngestionState.Running,
                StartedAt = Job.StartedAt ?? now,
                HeartbeatAt = now,
                NotBefore = null,
                Worker = terms.Worker,
                Attempts = Job.Attempts + 1,
            },
            Token + 1,
            now + terms.Duration
        );

    public StoredJob Park(DateTimeOffset now) =>
        new(
            Job with
            {
                State = IngestionState.Failed,
                FinishedAt = now,
                IsKept = true,
                Error = ParkedJob.MessageOf(Job.Attempts) + (Job.Error is null ? "" : $" Before that: {Job.Error}"),
            },
            Token + 1,
            DueAt
        );

    public StoredJob Report(JobReport report, TimeSpan duration, DateTimeOffset now) =>
        this with
        {
            Job = Progressed(report, now),
            DueAt = now + duration,
        };

    public StoredJob Finish(JobReport report, IngestionState state, string? error, DateTimeOffset now) =>
        this with
        {
            Job = Progressed(report, now) with { State = state, Error = error, FinishedAt = now },
        };

    public StoredJob Retry(JobReport report, string error, TimeSpan pause, int maxAttempts, DateTimeOffset now)
    {
        var job = Progressed(report, now) with { Error = error };
        return Job.Attempts < maxAttempts
            ? this with
            {
                Job = job with { State = IngestionState.Queued, NotBefore = now + pause },
                DueAt = now + pause,
            }
            : this with
            {
                Job = job with { State = IngestionState.Failed, FinishedAt = now, IsKept = true },
            };
    }

    public StoredJob Release(JobReport report, DateTimeOffset now) =>
        new(
            Progressed(report, now) with
            {
                State = IngestionState.Queued,
                Attempts = Math.Max(Job.Attempts - 1, 0),
            },
            Token + 1,
            default
        );

    public StoredJob Cancel(DateTimeOffset now) =>
        this with
        {
            Job = Job with { State = IngestionState.Cancelled, FinishedAt = now, NotBefore = null },
            Token = Token + 1,
        };

    /// <summary>The same job, asked for once more.</summary>
    public StoredJob AskAgain(IngestionRecord other) =>
        this with
        {
            Job = Job with
            {
                Priority = (IngestionPriority)Math.Min((int)Job.Priority, (int)other.Priority),
                IsKept = Job.IsKept || other.IsKept,
            },
        };

    private IngestionRecord Progressed(JobReport report, DateTimeOffset now) =>
        Job with
        {
            PackagesFetched = report.PackagesFetched,
            PackagesPending = report.PackagesPending,
            HeartbeatAt = now,
        };
}
