using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Jobs;

/// <summary>Jobs as work that processes share; see <see cref="IJobQueue"/>.</summary>
internal sealed class JobQueue(Neo4jDatabase database)
{
    /// <summary>A look without a lock: most of the time there is nothing to do. UTC ticks at 1970 are 621355968000000000.</summary>
    public const string HasClaimableCypher = """
        WITH datetime.realtime().epochMillis * 10000 + 621355968000000000 AS now
        MATCH (j:Unfinished)
        WHERE j.priority <= $upTo AND j.requestedTicks IS NOT NULL AND j.idOrder IS NOT NULL AND j.dueTicks <= now
        RETURN true LIMIT 1
        """;

    public Task<IReadOnlyList<IngestionRecord>> EnqueueAsync(IReadOnlyList<IngestionRecord> jobs)
    {
        foreach (var job in jobs)
            Check(job);
        return QueueTransaction.RunAsync(
            database,
            async (queue, _) =>
            {
                var present = await queue.FindAsync([.. jobs.Select(job => job.Id)]);
                var unfinished = await queue.FindKeysAsync([
                    .. jobs.Select(job => job.Key).OfType<string>().Distinct(),
                ]);
                var changed = new Dictionary<string, StoredJob>(StringComparer.Ordinal);
                var ids = new List<string>(jobs.Count);
                foreach (var job in jobs)
                {
                    StoredJob stored;
                    if (job.Key is { } key && unfinished.TryGetValue(key, out var same))
                        stored = same.AskAgain(job);
                    else if (present.TryGetValue(job.Id, out var known))
                    {
                        ids.Add(known.Job.Id);
                        continue;
                    }
                    else
                        stored = StoredJob.Of(job);
                    ids.Add(stored.Job.Id);
                    present[stored.Job.Id] = changed[stored.Job.Id] = stored;
                    if (stored is { IsUnfinished: true, Job.Key: { } taken })
                        unfinished[taken] = stored;
                }
                await queue.SaveAsync(changed.Values);
                return (IReadOnlyList<IngestionRecord>)[.. ids.Select(id => present[id].Job)];
            }
        );
    }

    public Task<JobLease> BeginAsync(IngestionRecord job, LeaseTerms terms)
    {
        Check(job);
        return QueueTransaction.RunAsync(
            database,
            async (queue, isRepeated) =>
            {
                if (await queue.FindAsync(job.Id) is { } present)
                {
                    // What a lost answer left undecided: it was begun, by this very call.
                    return isRepeated && present.Token == 1 && present.Job.Worker == terms.Worker
                        ? new JobLease(present.Job, present.Token)
                        : throw new ArgumentException($"There is a job of the id '{job.Id}' already.", nameof(job));
                }
                if (job.Key is { } key && (await queue.FindKeysAsync([key])).Count > 0)
                    throw new ArgumentException($"There is an unfinished job of the key '{key}'.", nameof(job));
                var begun = StoredJob.Of(job with { State = IngestionState.Queued }).Lease(terms, queue.Now);
                await queue.SaveAsync([begun]);
                return new JobLease(begun.Job, begun.Token);
            }
        );
    }

    public async Task<IReadOnlyList<JobLease>> LeaseAsync(
        int count,
        IngestionPriority upTo,
        LeaseTerms terms,
        CancellationToken cancellationToken
    )
    {
        var found = await database.ReadAsync(
            HasClaimableCypher,
            new WrittenParameters(1, writer => writer.Entry("upTo", (long)upTo)),
            (ref PackStreamReader fields) => fields.ReadBoolean(),
            cancellationToken
        );
        if (found.Count == 0)
            return [];
        StoredJob[] written = [];
        return await QueueTransaction.RunAsync(
            database,
            async (queue, _) =>
            {
                // What a lost answer left undecided: these were leased, by this very call, and would be nobody's until they run out.
                if (await StillLeasedAsync(queue, written) is { Count: > 0 } leases)
                    return leases;
                var claimable = await queue.ClaimableAsync(count, upTo);
                var parked = claimable
                    .Where(job => job.IsExhausted(terms.MaxAttempts))
                    .Select(job => job.Park(queue.Now));
                written =
                [
                    .. claimable
                        .Where(job => !job.IsExhausted(terms.MaxAttempts))
                        .Select(job => job.Lease(terms, queue.Now)),
                ];
                await queue.SaveAsync([.. parked, .. written]);
                return LeasesOf(written);
            }
        );
    }

    public Task<IReadOnlyList<JobStanding>> ReportAsync(IReadOnlyList<JobReport> reports, TimeSpan duration) =>
        QueueTransaction.RunAsync(
            database,
            async (queue, _) =>
            {
                var jobs = await queue.FindAsync([.. reports.Select(report => report.Id).Distinct()]);
                var renewed = new Dictionary<string, StoredJob>(StringComparer.Ordinal);
                var standings = new JobStanding[reports.Count];
                for (var i = 0; i < standings.Length; i++)
                {
                    var job = jobs.GetValueOrDefault(reports[i].Id);
                    if (job?.IsHeldBy(reports[i]) == true)
                        renewed[job.Job.Id] = job.Report(reports[i], duration, queue.Now);
                    else
                    {
                        standings[i] =
                            job?.Job.State == IngestionState.Cancelled ? JobStanding.Cancelled : JobStanding.Lost;
                    }
                }
                await queue.SaveAsync(renewed.Values);
                return (IReadOnlyList<JobStanding>)standings;
            }
        );

    public Task<bool> FinishAsync(JobReport report, IngestionState state, string? error) =>
        ChangeAsync(report, (job, now) => job.Finish(report, state, error, now));

    public Task<bool> RetryAsync(JobReport report, string error, TimeSpan pause, int maxAttempts) =>
        ChangeAsync(report, (job, now) => job.Retry(report, error, pause, maxAttempts, now));

    public Task<bool> ReleaseAsync(IReadOnlyList<JobReport> reports) =>
        QueueTransaction.RunAsync(
            database,
            async (queue, _) =>
            {
                var jobs = await queue.FindAsync([.. reports.Select(report => report.Id).Distinct()]);
                var released = new Dictionary<string, StoredJob>(StringComparer.Ordinal);
                foreach (var report in reports)
                {
                    if (jobs.TryGetValue(report.Id, out var job) && job.IsHeldBy(report))
                        released[report.Id] = job.Release(report, queue.Now);
                }
                await queue.SaveAsync(released.Values);
                return true;
            }
        );

    public Task<IngestionRecord?> CancelAsync(string id) =>
        QueueTransaction.RunAsync<IngestionRecord?>(
            database,
            async (queue, _) =>
            {
                if (await queue.FindAsync(id) is not { } job)
                    return null;
                if (!job.IsUnfinished)
                    return job.Job;
                var cancelled = job.Cancel(queue.Now);
                await queue.SaveAsync([cancelled]);
                return cancelled.Job;
            }
        );

    /// <summary>Changes a job whose lease the report has; one that has ended and is not kept goes.</summary>
    private Task<bool> ChangeAsync(JobReport report, Func<StoredJob, DateTimeOffset, StoredJob> change)
    {
        StoredJob? written = null;
        return QueueTransaction.RunAsync(
            database,
            async (queue, isRepeated) =>
            {
                var job = await queue.FindAsync(report.Id);
                if (job?.IsHeldBy(report) != true)
                {
                    // What a lost answer left undecided: it was written, by this very call.
                    return isRepeated && written is not null && IsWritten(job, written);
                }
                written = change(job, queue.Now);
                if (written is { IsUnfinished: false, Job.IsKept: false })
                    await queue.DeleteAsync(report.Id);
                else
                    await queue.SaveAsync([written]);
                return true;
            }
        );
    }

    /// <summary>The leases that are stored as they were written; a job may have become more urgent since.</summary>
    private static async Task<IReadOnlyList<JobLease>> StillLeasedAsync(QueueTransaction queue, StoredJob[] written)
    {
        var stored = await queue.FindAsync([.. written.Select(job => job.Job.Id)]);
        return LeasesOf(
            written
                .Select(job => (Written: job, Stored: stored.GetValueOrDefault(job.Job.Id)))
                .Where(job =>
                    job.Stored?.Job.State == IngestionState.Running
                    && job.Stored.Token == job.Written.Token
                    && job.Stored.Job.Worker == job.Written.Job.Worker
                )
                .Select(job => job.Stored!)
        );
    }

    private static IReadOnlyList<JobLease> LeasesOf(IEnumerable<StoredJob> jobs) =>
        [.. jobs.Select(job => new JobLease(job.Job, job.Token))];

    private static bool IsWritten(StoredJob? found, StoredJob written) =>
        found is null
            ? written is { IsUnfinished: false, Job.IsKept: false }
            : found.Token == written.Token && found.Job == written.Job;

    private static void Check(IngestionRecord job)
    {
        IndexKey.Check(job.Id, "A job's id");
        IndexKey.Check(job.Spec, "A job's spec");
        if (job.Key is { } key)
            IndexKey.Check(key, "A job's key");
    }
}
