namespace DepGraph.Storage;

/// <summary>
/// Ingestion jobs as a queue that any number of processes share. A job is leased for a while, by the store's clock, and belongs to
/// whoever has the newest lease of it: the token that came with an older one is worth nothing. So a worker that dies loses
/// nothing, and one that was thought dead writes nothing. What the tasks return is durable when they complete.
/// </summary>
public interface IJobQueue
{
    /// <summary>
    /// Adds jobs as they are, ended ones too. Of one whose <see cref="IngestionRecord.Key"/> a job has that has not ended, that job is
    /// the answer: it becomes as urgent as the more urgent of both, and is kept if one of them is to be. Adding an id again
    /// changes nothing.
    /// </summary>
    /// <returns>The jobs as they are now, in the order of <paramref name="jobs"/>.</returns>
    Task<IReadOnlyList<IngestionRecord>> EnqueueJobsAsync(
        IReadOnlyList<IngestionRecord> jobs,
        CancellationToken cancellationToken = default
    );

    /// <summary>Adds a job that its creator has begun already: nobody else does it while the lease lasts. Its id must be new.</summary>
    Task<JobLease> BeginJobAsync(IngestionRecord job, LeaseTerms terms, CancellationToken cancellationToken = default);

    /// <summary>
    /// Leases jobs that nobody does: those that are queued and may be begun, and running ones whose lease has run out; by priority,
    /// then the oldest request, then id. Atomic: no job is leased to two. A job that was begun too often is parked instead. Cheap
    /// when there is nothing to do.
    /// </summary>
    /// <param name="count">At most so many.</param>
    /// <param name="upTo">The least urgent priority that is taken.</param>
    /// <param name="terms">Who leases, and for how long.</param>
    /// <param name="cancellationToken">Gives up before the lease, not in its middle.</param>
    Task<IReadOnlyList<JobLease>> LeaseJobsAsync(
        int count,
        IngestionPriority upTo,
        LeaseTerms terms,
        CancellationToken cancellationToken = default
    );

    /// <summary>Renews leases, from now on for <paramref name="duration"/>, and writes progress.</summary>
    /// <returns>How it stands with each, in the order of <paramref name="reports"/>. A lease that ran out but was taken by nobody is held.</returns>
    Task<IReadOnlyList<JobStanding>> ReportJobsAsync(
        IReadOnlyList<JobReport> reports,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    );

    /// <summary>Ends a job. One that is not kept is deleted.</summary>
    /// <param name="report">The job, its lease and its last progress.</param>
    /// <param name="state">How it ended: one of the final states.</param>
    /// <param name="error">Why it is not complete; null otherwise.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <returns>False when the job is no longer this worker's; then nothing is written.</returns>
    Task<bool> FinishJobAsync(
        JobReport report,
        IngestionState state,
        string? error,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Queues a job again whose attempt broke, to be begun after <paramref name="pause"/>; one that was begun
    /// <paramref name="maxAttempts"/> times is parked instead: it ends as <see cref="IngestionState.Failed"/> and is kept in any case.
    /// </summary>
    /// <param name="report">The job, its lease and its last progress.</param>
    /// <param name="error">What broke; shown with the job until it ends well.</param>
    /// <param name="pause">Not negative.</param>
    /// <param name="maxAttempts">See <see cref="LeaseTerms.MaxAttempts"/>.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <returns>False when the job is no longer this worker's; then nothing is written.</returns>
    Task<bool> RetryJobAsync(
        JobReport report,
        string error,
        TimeSpan pause,
        int maxAttempts,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Gives jobs back unfinished, as a worker does that is being stopped: they may be begun at once, and the attempt does not count.
    /// Those that are no longer this worker's are passed over.
    /// </summary>
    Task ReleaseJobsAsync(IReadOnlyList<JobReport> reports, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends a job by request, whoever does it: its worker hears of it with its next report. One that has ended stays as it is.
    /// </summary>
    /// <returns>The job as it is now; null when there is none of that id.</returns>
    Task<IngestionRecord?> CancelJobAsync(string id, CancellationToken cancellationToken = default);
}
