using DepGraph.Npm.Packuments;
using DepGraph.Storage.Projecting;
using DepGraph.Storage.Querying;
using DepGraph.Storage.Searching;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace DepGraph.Storage.Sqlite;

/// <summary>The graph in one SQLite file.</summary>
internal sealed partial class SqliteGraphStore(
    StoreOptions options,
    TimeProvider time,
    ILogger<SqliteGraphStore> logger,
    ProjectionPace? pace = null,
    int? maximumPages = null
) : IGraphStore
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(20);

    private readonly SqliteDatabase _database = new(PathOf(options), options) { MaximumPages = maximumPages };
    private readonly DamagedHeads _damaged = new();
    private OpenStore? _open;
    private bool _isDisposed;

    public string Description => $"SQLite at {_database.Path}";

    /// <summary>
    /// A commit writes every page that it touches, and of an order by target or name that is nearly every page: the fewer commits, the
    /// better. At a million packages, with the import's page cache, these write 19 GB where the default wrote 65.
    /// </summary>
    public BulkBatch BulkBatch => new(Packages: 10_000, Bytes: 32L << 20);

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
            async () =>
            {
                _open = await OpenWhenFreeAsync(cancellationToken);
                _open.Projection.Start();
                _open.Filling.Start();
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Opens the file, waiting for another process that is creating it: while that one changes the journal mode, SQLite says
    /// "busy" at once instead of waiting for it.
    /// </summary>
    private async Task<OpenStore> OpenWhenFreeAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new OpenStore(_database, _damaged, PaceOf(options, pace), time, logger);
            }
            catch (SqliteException exception)
            {
                if (exception.Code != raw.SQLITE_BUSY || time.GetElapsedTime(start) >= options.BusyTimeout)
                    throw SqliteErrors.Translate(_database.Path, exception);
            }
            await Task.Delay(RetryPause, time, cancellationToken);
        }
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

    public ValueTask<IReadOnlyList<bool>> ContainsAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken = default
    ) => Open.Readers.RunAsync(names, HeadReader.Contains, cancellationToken);

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

    public IAsyncEnumerable<PackageHead> ScanHeadsAsync(CancellationToken cancellationToken = default)
    {
        var open = Open;
        return HeadScan.RunAsync(open.Readers, open.Heads, cancellationToken);
    }

    public ValueTask<PackageHits> SearchPackagesAsync(
        SearchText text,
        int limit,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Open.Readers.RunAsync(
            (text, limit),
            static (session, state) => SearchReader.Find(session, state.text, state.limit),
            cancellationToken
        );
    }

    public IAsyncEnumerable<IReadOnlyList<PackageDocuments>> ScanDocumentsAsync(
        CancellationToken cancellationToken = default
    )
    {
        var open = Open;
        return DocumentScan.RunAsync(open.Readers, open.Heads, cancellationToken);
    }

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

    private static ProjectionPace PaceOf(StoreOptions options, ProjectionPace? pace) =>
        (pace ?? new ProjectionPace()).For(options);

    private static string PathOf(StoreOptions options) =>
        SqlitePath.TryParse(options.Uri, out var path, out var error)
            ? path
            : throw new ArgumentException($"Store:Uri is '{options.Uri}': {error}", nameof(options));
}
