namespace DepGraph.Storage.Sqlite;

/// <summary>Jobs, leases and positions.</summary>
internal sealed partial class SqliteGraphStore
{
    public Task<IReadOnlyList<IngestionRecord>> EnqueueJobsAsync(
        IReadOnlyList<IngestionRecord> jobs,
        CancellationToken cancellationToken = default
    ) => Open.Writer.RunAsync(session => JobTable.Enqueue(session, jobs), cancellationToken);

    public Task<JobLease> BeginJobAsync(
        IngestionRecord job,
        LeaseTerms terms,
        CancellationToken cancellationToken = default
    ) => Open.Writer.RunAsync(session => JobTable.Begin(session, job, terms, time.GetUtcNow()), cancellationToken);

    public async Task<IReadOnlyList<JobLease>> LeaseJobsAsync(
        int count,
        IngestionPriority upTo,
        LeaseTerms terms,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        // A look first: most of the time there is nothing to do, and the one writer is not to be troubled for it.
        var hasAny = await Open.Readers.RunAsync(
            (upTo, Now: time.GetUtcNow()),
            static (session, state) => JobTable.HasClaimable(session, state.upTo, state.Now),
            cancellationToken
        );
        return hasAny
            ? await Open.Writer.RunAsync(
                session => JobTable.Lease(session, count, upTo, terms, time.GetUtcNow()),
                cancellationToken
            )
            : [];
    }

    public Task<IReadOnlyList<JobStanding>> ReportJobsAsync(
        IReadOnlyList<JobReport> reports,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    ) =>
        Open.Writer.RunAsync(
            session => JobTable.Report(session, reports, duration, time.GetUtcNow()),
            cancellationToken
        );

    public Task<bool> FinishJobAsync(
        JobReport report,
        IngestionState state,
        string? error,
        CancellationToken cancellationToken = default
    )
    {
        if (state is IngestionState.Queued or IngestionState.Running)
            throw new ArgumentOutOfRangeException(nameof(state), state, "It is no end.");
        return Open.Writer.RunAsync(
            session => JobTable.Finish(session, report, state, error, time.GetUtcNow()),
            cancellationToken
        );
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
        return Open.Writer.RunAsync(
            session => JobTable.Retry(session, report, error, pause, maxAttempts, time.GetUtcNow()),
            cancellationToken
        );
    }

    public Task ReleaseJobsAsync(IReadOnlyList<JobReport> reports, CancellationToken cancellationToken = default) =>
        Open.Writer.RunAsync(session => JobTable.Release(session, reports, time.GetUtcNow()), cancellationToken);

    public Task<IngestionRecord?> CancelJobAsync(string id, CancellationToken cancellationToken = default) =>
        Open.Writer.RunAsync(session => JobTable.Cancel(session, id, time.GetUtcNow()), cancellationToken);

    public Task<IReadOnlyList<DocumentClaim>> ClaimDocumentsAsync(
        IReadOnlyList<PackageDocument> documents,
        string holder,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    ) =>
        Open.Writer.RunAsync(
            session => DocumentLeaseTable.Claim(session, documents, holder, duration, time.GetUtcNow()),
            cancellationToken
        );

    public Task<int> RenewDocumentsAsync(
        IReadOnlyList<KeyValuePair<PackageDocument, long>> leases,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    ) =>
        Open.Writer.RunAsync(
            session => DocumentLeaseTable.Renew(session, leases, duration, time.GetUtcNow()),
            cancellationToken
        );

    public Task ReleaseDocumentsAsync(
        IReadOnlyList<DocumentRelease> releases,
        CancellationToken cancellationToken = default
    ) =>
        Open.Writer.RunAsync(
            session => DocumentLeaseTable.Release(session, releases, time.GetUtcNow()),
            cancellationToken
        );

    public ValueTask<IReadOnlyList<DocumentState>> ReadDocumentStatesAsync(
        IReadOnlyList<PackageDocument> documents,
        CancellationToken cancellationToken = default
    ) =>
        Open.Readers.RunAsync(
            (documents, Now: time.GetUtcNow()),
            static (session, state) => DocumentLeaseTable.Read(session, state.documents, state.Now),
            cancellationToken
        );

    public Task<int> ForgetEndedLeasesAsync(CancellationToken cancellationToken = default) =>
        Open.Writer.RunAsync(session => DocumentLeaseTable.Forget(session, time.GetUtcNow()), cancellationToken);

    public ValueTask<byte[]?> ReadTarballAsync(string key, CancellationToken cancellationToken = default) =>
        Open.Readers.RunAsync(key, TarballTable.Read, cancellationToken);

    public Task SaveTarballAsync(string key, byte[] listing, CancellationToken cancellationToken = default) =>
        Open.Writer.RunAsync(session => TarballTable.Save(session, key, listing, time.GetUtcNow()), cancellationToken);

    public ValueTask<string?> ReadPositionAsync(string name, CancellationToken cancellationToken = default) =>
        Open.Readers.RunAsync(name, PositionTable.Read, cancellationToken);

    public Task<bool> MovePositionAsync(
        string name,
        string? from,
        string? to,
        CancellationToken cancellationToken = default
    ) =>
        Open.Writer.RunAsync(
            session => PositionTable.Move(session, name, from, to, time.GetUtcNow()),
            cancellationToken
        );
}
