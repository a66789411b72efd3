using DepGraph.Storage.Projecting;
using DepGraph.Storage.Searching;
using Microsoft.Extensions.Logging;

namespace DepGraph.Storage.Sqlite;

/// <summary>What an open store consists of.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    /// <summary>Opens the file; the background work is not started yet.</summary>
    public OpenStore(
        SqliteDatabase database,
        DamagedHeads damaged,
        ProjectionPace pace,
        TimeProvider time,
        ILogger logger
    )
    {
        var session = database.OpenWriter();
        Ids = new PackageIds(session);
        Heads = new HeadReader(damaged, logger);
        var search = new SearchTable(session);
        Committer = new HeadCommitter(session, Ids, Heads, search, damaged, time);
        Readers = new SqliteReaders(database);
        Writer = new SqliteWriter(session, database.Path);
        Projection = new Projection<PendingPackage>(
            new ProjectionWork(Readers, Writer, new ProjectionTable(Ids, Heads)),
            pace,
            time,
            logger
        );
        Filling = new SearchFilling(new SearchFill(Readers, Writer, search, Heads), pace, time, logger);
    }

    /// <summary>For use on the writer's thread.</summary>
    public PackageIds Ids { get; }

    public HeadReader Heads { get; }

    /// <summary>For use on the writer's thread.</summary>
    public HeadCommitter Committer { get; }

    public SqliteReaders Readers { get; }

    public SqliteWriter Writer { get; }

    public Projection<PendingPackage> Projection { get; }

    public SearchFilling Filling { get; }

    /// <summary>Stops the background work, then the reads, then runs what is queued to be written and closes the file last.</summary>
    public async ValueTask DisposeAsync()
    {
        await Filling.DisposeAsync();
        await Projection.DisposeAsync();
        await Readers.DisposeAsync();
        await Writer.DisposeAsync();
    }
}
