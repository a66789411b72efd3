using DepGraph.Npm.Packuments;
using DepGraph.Storage.Neo4j.Jobs;
using DepGraph.Storage.Neo4j.Schema;
using DepGraph.Storage.Projecting;
using DepGraph.Storage.Querying;
using Microsoft.Extensions.Logging;

namespace DepGraph.Storage.Neo4j;

/// <summary>The graph in a database of Neo4j, which any number of processes share.</summary>
internal sealed partial class Neo4jGraphStore : IGraphStore
{
    private readonly StoreOptions _options;
    private readonly Uri _address;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly ProjectionPace _pace;
    private readonly OpenCalls _calls = new();
    private OpenStore? _open;
    private bool _isDisposed;

    /// <param name="options">Valid ones; the address is one of Neo4j's.</param>
    /// <param name="time">For waiting; what is stored goes by the server's clock.</param>
    /// <param name="loggers">For this store and for the driver.</param>
    /// <param name="pace">How hard the projection works; null for the usual.</param>
    public Neo4jGraphStore(StoreOptions options, TimeProvider time, ILoggerFactory loggers, ProjectionPace? pace = null)
    {
        if (!Neo4jAddress.TryParse(options.Uri, out var address, out var reason))
            throw new ArgumentException($"Store:Uri {reason}", nameof(options));
        _options = options;
        _address = address;
        _time = time;
        _loggers = loggers;
        _logger = loggers.CreateLogger<Neo4jGraphStore>();
        _pace = (pace ?? UsualPace).For(options);
    }

    /// <summary>
    /// Some 20 ms of the server's time for each transaction. It rests no longer than it works: the server has more than one writer, and the
    /// relationships are several times as many rows as in SQLite.
    /// </summary>
    public static ProjectionPace UsualPace { get; } = new() { RowsPerTransaction = 2000, PauseFactor = 1 };

    public string Description => Neo4jDatabase.PlaceOf(_options, _address);

    private OpenStore Open
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(IGraphStore));
            return _open ?? throw new InvalidOperationException("The store is not open.");
        }
    }

    public async Task OpenAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IGraphStore));
        if (_open is not null)
            throw new InvalidOperationException("The store is open already.");
        var database = new Neo4jDatabase(_options, _address, _time, _loggers);
        try
        {
            ServerVersion.Check(await database.ConnectAsync(cancellationToken), database.Place);
            var creation = new SchemaCreation(database, _time, _logger);
            await new GraphSchema(database, creation).MigrateAsync(cancellationToken);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
        _open = new OpenStore(database, _pace, _time, _logger);
        _open.Projection.Start();
        _open.Filling.Start();
    }

    public async Task<bool> PingAsync(CancellationToken cancellationToken = default)
    {
        if (_open is null || _isDisposed)
            return false;
        try
        {
            await LastSequenceAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _logger.LogWarning(exception, "The store does not answer");
            return false;
        }
    }

    public ValueTask<GraphStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(open => open.Statistics.ReadAsync(cancellationToken));

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        await _calls.CloseAsync();
        if (_open is not null)
            await _open.DisposeAsync();
    }

    private ValueTask<T> ReadAsync<T>(Func<OpenStore, Task<T>> read) => new(RunAsync(read));

    private Task<T> RunAsync<T>(Func<OpenStore, Task<T>> call)
    {
        var open = Open;
        return _calls.RunAsync(() => call(open));
    }
}
