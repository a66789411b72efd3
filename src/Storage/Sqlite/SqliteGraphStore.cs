using DepGraph.Npm.Packuments;
using DepGraph.Storage.Projecting;
using DepGraph.Storage.Querying;
using Microsoft.Extensions.Logging;

namespace DepGraph.Storage.Sqlite;

/// <summary>The graph in one SQLite file.</summary>
internal sealed class SqliteGraphStore(
    StoreOptions options,
    TimeProvider time,
    ILogger<SqliteGraphStore> logger,
    ProjectionPace? pace = null,
    int? maximumPages = null
) : IGraphStore
{
    private readonly SqliteDatabase _database = new(PathOf(options), options) { MaximumPages = maximumPages };
    private readonly DamagedHeads _damaged = new();
    private OpenStore? _open;
    private bool _isDisposed;

    public string Description => $"SQLite at {_database.Path}";

    private OpenStore Open
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(IGraphStore));
            return _open ?? throw new InvalidOperationException("The store is not open.");
        }
    }

    public Task OpenAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IGraphStore));
        if (_open is not null)
            throw new InvalidOperationException("The store is open already.");
        return Task.Run(
            () =>
            {
                try
                {
                    _open = new OpenStore(_database, _damaged, pace ?? new ProjectionPace(), time, logger);
                }
                catch (SqliteException exception)
                {
                    throw SqliteErrors.Translate(_database.Path, exception);
                }
                _open.Projection.Start();
            },
            cancellationToken
        );
    }

    public async Task<bool> PingAsync(CancellationToken cancellationToken = default)
    {
        if (_open is null || _isDisposed)
            return false;
        try
        {
            await LastSequenceAsync(cancellationToken);
            return File.Exists(_database.Path);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogWarning(exception, "The store does not answer");
            return false;
        }
    }

    public ValueTask<IReadOnlyList<PackageRecord?>> LoadAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken = default
    ) =>
        Open.Readers.RunAsync(
            (Open.Heads, names),
            static (session, state) => state.Heads.Load(session, state.names),
            cancellationToken
        );

    public ValueTask<IReadOnlyList<PackageDetails?>> LoadDetailsAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken = default
    ) =>
        Open.Readers.RunAsync(
            (Open.Heads, names),
            static (session, state) => state.Heads.LoadDetails(session, state.names),
            cancellationToken
        );

    public async Task<IReadOnlyList<HeadCommit>> CommitAsync(
        IReadOnlyList<HeadWrite> batch,
        CancellationToken cancellationToken = default
    )
    {
        foreach (var write in batch)
            HeadWriteRules.Check(write);
        if (batch.Count == 0)
            return [];
        var open = Open;
        open.Projection.Wake();
        var commits = await open.Writer.RunAsync(_ => open.Committer.Apply(batch), cancellationToken);
        open.Projection.Wake();
        return commits;
    }

    public ValueTask<long> LastSequenceAsync(CancellationToken cancellationToken = default) =>
        Open.Readers.RunAsync(0, static (session, _) => HeadReader.LastSequence(session), cancellationToken);

    public ValueTask<IReadOnlyList<HeadChange>> ReadChangesAsync(
        long afterSequence,
        int limit,
        CancellationToken cancellationToken = default
    ) =>
        Open.Readers.RunAsync(
            (afterSequence, limit),
            static (session, state) => HeadReader.Changes(session, state.afterSequence, state.limit),
            cancellationToken
        );

    public ValueTask<IReadOnlyList<FetchAge>> OldestFetchedAsync(
        int count,
        DateTimeOffset before,
        CancellationToken cancellationToken = default
    ) =>
        Open.Readers.RunAsync(
            (count, before),
            static (session, state) => HeadReader.OldestFetched(session, state.before, state.count),
            cancellationToken
        );

    public Task<int> ForgetMissingAsync(
        DateTimeOffset before,
        int limit,
        CancellationToken cancellationToken = default
    ) => Open.Writer.RunAsync(session => MissingPackages.Forget(session, Open.Ids, before, limit), cancellationToken);

    public Task CreateIngestionAsync(IngestionRecord record, CancellationToken cancellationToken = default) =>
        Open.Writer.RunAsync(session => IngestionTable.Create(session, record), cancellationToken);

    public Task<bool> UpdateIngestionAsync(IngestionRecord record, CancellationToken cancellationToken = default) =>
        Open.Writer.RunAsync(session => IngestionTable.Update(session, record), cancellationToken);

    public ValueTask<IngestionRecord?> FindIngestionAsync(string id, CancellationToken cancellationToken = default) =>
        Open.Readers.RunAsync(id, IngestionTable.Find, cancellationToken);

    public ValueTask<IReadOnlyList<IngestionRecord>> ListIngestionsAsync(
        PageQuery<IngestionRecord> query,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.Limit);
        return Open.Readers.RunAsync(query, IngestionTable.List, cancellationToken);
    }

    public ValueTask<long> CountIngestionsAsync(
        Filter<IngestionRecord> filter,
        CancellationToken cancellationToken = default
    ) => Open.Readers.RunAsync(filter, IngestionTable.Count, cancellationToken);

    public ValueTask<IReadOnlyList<IngestionRecord>> ListUnfinishedIngestionsAsync(
        CancellationToken cancellationToken = default
    ) => Open.Readers.RunAsync(0, static (session, _) => IngestionTable.ListUnfinished(session), cancellationToken);

    public Task<int> DeleteIngestionsFinishedBeforeAsync(
        DateTimeOffset before,
        CancellationToken cancellationToken = default
    ) => Open.Writer.RunAsync(session => IngestionTable.DeleteFinishedBefore(session, before), cancellationToken);

    public ValueTask<IReadOnlyList<VersionGain>> ReadGainsAsync(
        long afterSequence,
        int limit,
        CancellationToken cancellationToken = default
    ) =>
        Open.Readers.RunAsync(
            (afterSequence, limit),
            static (session, state) => GainTable.Read(session, state.afterSequence, state.limit),
            cancellationToken
        );

    public Task<int> ForgetGainsAsync(TimeSpan age, CancellationToken cancellationToken = default) =>
        Open.Writer.RunAsync(session => GainTable.Forget(session, time.GetUtcNow() - age), cancellationToken);

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
        string holder,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    ) =>
        Open.Writer.RunAsync(
            session => DocumentLeaseTable.Renew(session, holder, duration, time.GetUtcNow()),
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

    public ValueTask<GraphStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        Open.Readers.RunAsync(0, static (session, _) => StatisticsReader.Read(session), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (_open is not null)
            await _open.DisposeAsync();
    }

    private static string PathOf(StoreOptions options) =>
        SqlitePath.TryParse(options.Uri, out var path, out var error)
            ? path
            : throw new ArgumentException($"Store:Uri is '{options.Uri}': {error}", nameof(options));
}
