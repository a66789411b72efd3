using DepGraph.Storage.Neo4j.Jobs;
using DepGraph.Storage.Querying;

namespace DepGraph.Storage.Neo4j;

internal sealed partial class Neo4jGraphStore
{
    public ValueTask<IngestionRecord?> FindIngestionAsync(string id, CancellationToken cancellationToken = default) =>
        ReadAsync(open => open.Jobs.FindAsync(id, cancellationToken));

    public ValueTask<IReadOnlyList<IngestionRecord>> ListIngestionsAsync(
        PageQuery<IngestionRecord> query,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.Limit);
        return ReadAsync(open => JobList.List.ListAsync(open.Database, query, cancellationToken));
    }

    public ValueTask<long> CountIngestionsAsync(
        Filter<IngestionRecord> filter,
        CancellationToken cancellationToken = default
    ) => ReadAsync(open => JobList.List.CountAsync(open.Database, filter, cancellationToken));

    public Task<int> DeleteIngestionsFinishedBeforeAsync(
        DateTimeOffset before,
        CancellationToken cancellationToken = default
    ) => RunAsync(open => open.Jobs.DeleteFinishedBeforeAsync(before, cancellationToken));

    public Task<IReadOnlyList<IngestionRecord>> EnqueueJobsAsync(
        IReadOnlyList<IngestionRecord> jobs,
        CancellationToken cancellationToken = default
    ) => WriteAsync(open => open.Queue.EnqueueAsync(jobs), cancellationToken);

    public Task<JobLease> BeginJobAsync(
        IngestionRecord job,
        LeaseTerms terms,
        CancellationToken cancellationToken = default
    ) => WriteAsync(open => open.Queue.BeginAsync(job, terms), cancellationToken);

    public Task<IReadOnlyList<JobLease>> LeaseJobsAsync(
        int count,
        IngestionPriority upTo,
        LeaseTerms terms,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return RunAsync(open => open.Queue.LeaseAsync(count, upTo, terms, cancellationToken));
    }

    public Task<IReadOnlyList<JobStanding>> ReportJobsAsync(
        IReadOnlyList<JobReport> reports,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    ) => WriteAsync(open => open.Queue.ReportAsync(reports, duration), cancellationToken);

    public Task<bool> FinishJobAsync(
        JobReport report,
        IngestionState state,
        string? error,
        CancellationToken cancellationToken = default
    )
    {
        if (state is IngestionState.Queued or IngestionState.Running)
            throw new ArgumentOutOfRangeException(nameof(state), state, "It is no end.");
        return WriteAsync(open => open.Queue.FinishAsync(report, state, error), cancellationToken);
    }

    public Task<bool> RetryJobAsync(
        JobReport report,
        string error,
        TimeSpan pause,
        int maxAttempts,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pause, TimeSpan.Zero);
        return WriteAsync(open => open.Queue.RetryAsync(report, error, pause, maxAttempts), cancellationToken);
    }

    public Task ReleaseJobsAsync(IReadOnlyList<JobReport> reports, CancellationToken cancellationToken = default) =>
        WriteAsync(open => open.Queue.ReleaseAsync(reports), cancellationToken);

    public Task<IngestionRecord?> CancelJobAsync(string id, CancellationToken cancellationToken = default) =>
        WriteAsync(open => open.Queue.CancelAsync(id), cancellationToken);

    public Task<IReadOnlyList<DocumentClaim>> ClaimDocumentsAsync(
        IReadOnlyList<PackageDocument> documents,
        string holder,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    ) => WriteAsync(open => open.Leases.ClaimAsync(documents, holder, duration), cancellationToken);

    public Task<int> RenewDocumentsAsync(
        IReadOnlyList<KeyValuePair<PackageDocument, long>> leases,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    ) => RunAsync(open => open.Leases.RenewAsync(leases, duration, cancellationToken));

    public Task ReleaseDocumentsAsync(
        IReadOnlyList<DocumentRelease> releases,
        CancellationToken cancellationToken = default
    ) => WriteAsync(open => open.Leases.ReleaseAsync(releases), cancellationToken);

    public ValueTask<IReadOnlyList<DocumentState>> ReadDocumentStatesAsync(
        IReadOnlyList<PackageDocument> documents,
        CancellationToken cancellationToken = default
    ) => ReadAsync(open => open.Leases.ReadAsync(documents, cancellationToken));

    public Task<int> ForgetEndedLeasesAsync(CancellationToken cancellationToken = default) =>
        RunAsync(open => open.Leases.ForgetAsync(cancellationToken));

    public ValueTask<byte[]?> ReadTarballAsync(string key, CancellationToken cancellationToken = default) =>
        ReadAsync(open => open.Tarballs.ReadAsync(key, cancellationToken));

    public Task SaveTarballAsync(string key, byte[] listing, CancellationToken cancellationToken = default) =>
        WriteAsync(open => open.Tarballs.SaveAsync(key, listing), cancellationToken);

    public ValueTask<string?> ReadPositionAsync(string name, CancellationToken cancellationToken = default) =>
        ReadAsync(open => open.Positions.ReadAsync(name, cancellationToken));

    public Task<bool> MovePositionAsync(
        string name,
        string? from,
        string? to,
        CancellationToken cancellationToken = default
    ) => WriteAsync(open => open.Positions.MoveAsync(name, from, to), cancellationToken);

    /// <summary>What is begun is finished: whoever gives up does so before.</summary>
    private Task<T> WriteAsync<T>(Func<OpenStore, Task<T>> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return RunAsync(write);
    }
}
