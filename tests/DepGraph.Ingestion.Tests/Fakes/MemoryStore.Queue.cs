using System.Collections.Concurrent;
using DepGraph.Storage;
using DepGraph.Storage.Querying;

namespace DepGraph.Ingestion.Tests.Fakes;

/// <summary>Jobs, leases and what lies in tarballs: what processes tell each other by way of a store.</summary>
internal sealed partial class MemoryStore
{
    /// <summary>How often one job was looked up in vain because reads fail.</summary>
    public int FailedLooks { get; private set; }

    /// <summary>New ingestions wait for it, if set.</summary>
    public TaskCompletionSource? HoldCreations { get; set; }

    /// <summary>Keeps the ends of jobs from being stored until it completes.</summary>
    public TaskCompletionSource? HoldEnds { get; set; }

    /// <summary>Runs when documents have been claimed and before that is answered, if set; so the answer may be late, or lost.</summary>
    public Func<IReadOnlyList<PackageDocument>, Task>? BeforeClaimsAnswer { get; set; }

    /// <summary>All jobs that were asked for, in order.</summary>
    public ConcurrentQueue<IngestionRecord> Enqueued { get; } = new();

    /// <summary>Jobs that there are, ended or not.</summary>
    public int JobCount => Reading(() => jobs.Records.Count());

    /// <summary>The documents that it keeps a lease or a failure of, ended ones too.</summary>
    public IReadOnlyList<PackageDocument> Leased =>
        Reading<IReadOnlyList<PackageDocument>>(() => [.. leases.Documents]);

    public ValueTask<IngestionRecord?> FindIngestionAsync(string id, CancellationToken cancellationToken = default)
    {
        if (ReadFailure is { } failure)
        {
            FailedLooks++;
            throw failure;
        }

        lock (gate)
        {
            return new(jobs.Find(id));
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
                jobs.Records.Where(query.Filter.Matches)
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
            return new(jobs.Records.Count(filter.Matches));
        }
    }

    /// <summary>Those that have not ended.</summary>
    public IReadOnlyList<IngestionRecord> Unfinished =>
        Reading<IReadOnlyList<IngestionRecord>>(() => [.. jobs.Records.Where(job => job.FinishedAt is null)]);

    public Task<int> DeleteIngestionsFinishedBeforeAsync(
        DateTimeOffset before,
        CancellationToken cancellationToken = default
    )
    {
        lock (gate)
        {
            var old = jobs.Records.Where(record => record.FinishedAt < before).ToArray();
            foreach (var record in old)
            {
                jobs.Remove(record.Id);
            }

            return Task.FromResult(old.Length);
        }
    }

    public async Task<IReadOnlyList<IngestionRecord>> EnqueueJobsAsync(
        IReadOnlyList<IngestionRecord> added,
        CancellationToken cancellationToken = default
    )
    {
        if (HoldCreations is { } hold)
        {
            await hold.Task.WaitAsync(cancellationToken);
        }

        foreach (var job in added)
        {
            Enqueued.Enqueue(job);
        }

        return Writing<IReadOnlyList<IngestionRecord>>(() => [.. added.Select(jobs.Add)]);
    }

    public Task<JobLease> BeginJobAsync(
        IngestionRecord job,
        LeaseTerms terms,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(Writing(() => jobs.Begin(job, terms)));

    public Task<IReadOnlyList<JobLease>> LeaseJobsAsync(
        int count,
        IngestionPriority upTo,
        LeaseTerms terms,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(Writing(() => jobs.Lease(count, upTo, terms)));

    public Task<IReadOnlyList<JobStanding>> ReportJobsAsync(
        IReadOnlyList<JobReport> reports,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            Writing<IReadOnlyList<JobStanding>>(() => [.. reports.Select(report => jobs.Report(report, duration))])
        );

    public async Task<bool> FinishJobAsync(
        JobReport report,
        IngestionState state,
        string? error,
        CancellationToken cancellationToken = default
    )
    {
        if (HoldEnds is { } hold)
        {
            await hold.Task;
        }

        return Writing(() => jobs.Finish(report, state, error));
    }

    public Task<bool> RetryJobAsync(
        JobReport report,
        string error,
        TimeSpan pause,
        int maxAttempts,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(Writing(() => jobs.Retry(report, error, pause, maxAttempts)));

    public Task ReleaseJobsAsync(IReadOnlyList<JobReport> reports, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            Writing(() =>
            {
                foreach (var report in reports)
                {
                    jobs.Release(report);
                }

                return true;
            })
        );

    public Task<IngestionRecord?> CancelJobAsync(string id, CancellationToken cancellationToken = default) =>
        Task.FromResult(Writing(() => jobs.Cancel(id)));

    public async Task<IReadOnlyList<DocumentClaim>> ClaimDocumentsAsync(
        IReadOnlyList<PackageDocument> documents,
        string holder,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var claims = Writing<IReadOnlyList<DocumentClaim>>(() =>
            [.. documents.Select(document => leases.Claim(document, holder, duration))]
        );
        if (BeforeClaimsAnswer is { } run)
        {
            await run(documents);
        }

        return claims;
    }

    public Task<int> RenewDocumentsAsync(
        IReadOnlyList<KeyValuePair<PackageDocument, long>> leases,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(Writing(() => this.leases.Renew(leases, duration)));

    public Task ReleaseDocumentsAsync(
        IReadOnlyList<DocumentRelease> releases,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            Writing(() =>
            {
                foreach (var release in releases)
                {
                    leases.Release(release);
                }

                return true;
            })
        );

    public ValueTask<IReadOnlyList<DocumentState>> ReadDocumentStatesAsync(
        IReadOnlyList<PackageDocument> documents,
        CancellationToken cancellationToken = default
    ) => new(Reading<IReadOnlyList<DocumentState>>(() => [.. documents.Select(leases.Read)]));

    public ValueTask<byte[]?> ReadTarballAsync(string key, CancellationToken cancellationToken = default) =>
        new(Reading(() => tarballs.GetValueOrDefault(key)));

    public Task SaveTarballAsync(string key, byte[] listing, CancellationToken cancellationToken = default) =>
        Task.FromResult(Writing(() => tarballs[key] = listing));

    public Task<int> ForgetEndedLeasesAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(Writing(leases.Forget));
}
