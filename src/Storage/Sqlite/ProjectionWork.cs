using DepGraph.Storage.Projecting;

namespace DepGraph.Storage.Sqlite;

/// <summary>The projection over the file's readers and its one writer.</summary>
internal sealed class ProjectionWork(SqliteReaders readers, SqliteWriter writer, ProjectionTable table)
    : IProjectionWork<PendingPackage>
{
    public bool IsBusy => writer.IsBusy;

    public async Task<IReadOnlyList<PendingPackage>> FindPendingAsync(
        long aboveMark,
        CancellationToken cancellationToken
    ) =>
        await readers.RunAsync(
            (table, aboveMark),
            static (session, state) => state.table.FindPending(session, state.aboveMark),
            cancellationToken
        );

    public Task<int> AdvanceAsync(
        ReadOnlyMemory<PendingPackage> packages,
        int budget,
        CancellationToken cancellationToken
    ) => writer.RunAsync(session => table.Advance(session, packages, budget), cancellationToken);
}
