using DepGraph.Bolt;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// The (:Graph) node, which every head commit of every process locks first: commits follow one another, sequence numbers have no gaps, and
/// while one holds the lock everything before it is visible as a whole. A property that is written although it has its value
/// already locks the node, and only that.
/// </summary>
internal static class CommitLock
{
    public const string Cypher = "MATCH (g:Graph) SET g.lock = true";

    /// <summary>What lies between the tries to read without the lock while a commit is becoming visible, which takes milliseconds.</summary>
    public static IReadOnlyList<TimeSpan> Pauses { get; } =
    [TimeSpan.Zero, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20)];

    /// <summary>Reads while no commit is under way.</summary>
    public static Task<IReadOnlyList<T>> ReadAsync<T>(
        Neo4jDatabase database,
        string cypher,
        IQueryParameters parameters,
        RowReader<T> row,
        CancellationToken cancellationToken
    ) =>
        database.TransactAsync<IReadOnlyList<T>>(
            async transaction =>
            {
                var locking = await transaction.RunAsync(Cypher, cancellationToken: cancellationToken);
                await locking.ConsumeAsync(cancellationToken);
                var reading = await transaction.RunAsync(cypher, parameters, cancellationToken);
                return await reading.ToListAsync(row, cancellationToken);
            },
            cancellationToken: cancellationToken
        );

    public static StoreException GraphIsGone(string place) =>
        new(
            StoreFailure.Corrupt,
            $"{place} has lost its (:Graph) node, so somebody emptied it while it was in use. Restart this process: "
                + "the graph is filled anew from the registry."
        );
}
