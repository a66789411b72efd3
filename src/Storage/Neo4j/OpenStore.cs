using DepGraph.Storage.Neo4j.Heads;
using DepGraph.Storage.Neo4j.Jobs;
using DepGraph.Storage.Neo4j.Positions;
using DepGraph.Storage.Neo4j.Relations;
using DepGraph.Storage.Neo4j.Search;
using DepGraph.Storage.Neo4j.Tarballs;
using DepGraph.Storage.Projecting;
using DepGraph.Storage.Searching;
using Microsoft.Extensions.Logging;

namespace DepGraph.Storage.Neo4j;

/// <summary>What an open store consists of.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    /// <summary>A server that does not answer must not hold up the end of this process.</summary>
    private static readonly TimeSpan ReleasePatience = TimeSpan.FromSeconds(2);

    private readonly ProjectionWork _work;
    private readonly TimeProvider _time;
    private readonly DamagedHeads _damagedHeads = new();
    private readonly ProjectionPace _pace;
    private readonly ILogger _logger;

    /// <summary>The background work is not started yet.</summary>
    public OpenStore(Neo4jDatabase database, ProjectionPace pace, TimeProvider time, ILogger logger)
    {
        var watermark = new Watermark();
        var damagedDetails = new DamagedHeads();
        Database = database;
        Heads = new HeadReader(database, watermark, _damagedHeads, damagedDetails, time, logger);
        Committer = new HeadCommitter(database, watermark, _damagedHeads, damagedDetails);
        Feed = new ChangeFeed(database, watermark, time);
        Ages = new FetchAges(database);
        Missing = new MissingPackages(database);
        Gains = new OldGains(database);
        Jobs = new JobList(database);
        Queue = new JobQueue(database);
        Leases = new DocumentLeases(database);
        Names = new HeldNames(database);
        Positions = new PositionNodes(database);
        Tarballs = new TarballNodes(database);
        Statistics = new StatisticsReader(database);
        Search = new SearchReader(database);
        _work = new ProjectionWork(
            database,
            pace.ClaimDuration,
            () => Committer.IsBusy,
            _damagedHeads,
            damagedDetails,
            logger
        );
        _pace = pace;
        _time = time;
        _logger = logger;
        Projection = new Projection<PendingPackage>(_work, pace, time, logger);
        Filling = new SearchFilling(new SearchFill(database), pace, time, logger);
    }

    public Neo4jDatabase Database { get; }

    public HeadReader Heads { get; }

    public HeadCommitter Committer { get; }

    public ChangeFeed Feed { get; }

    public FetchAges Ages { get; }

    public MissingPackages Missing { get; }

    public OldGains Gains { get; }

    public JobList Jobs { get; }

    public JobQueue Queue { get; }

    public DocumentLeases Leases { get; }

    public HeldNames Names { get; }

    public PositionNodes Positions { get; }

    public TarballNodes Tarballs { get; }

    public StatisticsReader Statistics { get; }

    public SearchReader Search { get; }

    public Projection<PendingPackage> Projection { get; }

    public SearchFilling Filling { get; }

    public HeadScan BeginScan() => new(Database, _damagedHeads, _logger);

    public DocumentScan BeginDocumentScan() => new(Database, Heads);

    /// <summary>To be called when no call runs any more: stops the background work and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await Filling.DisposeAsync();
        await Projection.DisposeAsync();
        if (!_pace.IsSuspended)
            await ReleaseAsync();
        Committer.Dispose();
        await Database.DisposeAsync();
    }

    private async Task ReleaseAsync()
    {
        using var patience = new CancellationTokenSource(ReleasePatience, _time);
        try
        {
            await _work.ReleaseAsync(patience.Token);
        }
        catch (Exception exception) when (exception is StoreException or OperationCanceledException)
        {
            // Others wait until the claims run out.
            _logger.LogDebug(exception, "Claimed packages could not be given back");
        }
    }
}
