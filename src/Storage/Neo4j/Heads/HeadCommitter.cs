using DepGraph.Bolt;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// Commits head writes: reads what is stored under the commit lock, decides by a <see cref="CommitPlan"/>, and writes. One commit at a time,
/// for others would only wait for the lock with a connection in their hands.
/// </summary>
internal sealed class HeadCommitter(
    Neo4jDatabase database,
    Watermark watermark,
    DamagedHeads damagedHeads,
    DamagedHeads damagedDetails
) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private int _waiting;

    /// <summary>Whether a commit waits or runs.</summary>
    public bool IsBusy => Volatile.Read(ref _waiting) > 0;

    /// <exception cref="StoreException">It failed and had no effect.</exception>
    public async Task<IReadOnlyList<HeadCommit>> CommitAsync(
        IReadOnlyList<HeadWrite> batch,
        CancellationToken cancellationToken
    )
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                return await CommitAsync(batch);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<IReadOnlyList<HeadCommit>> CommitAsync(IReadOnlyList<HeadWrite> batch)
    {
        var (plan, results) = await database.TransactAsync(transaction => ApplyAsync(transaction, batch));
        watermark.Advance(plan.Totals.Sequence);
        foreach (var change in plan.Changes)
        {
            if (change.Head is not null)
                damagedHeads.Remove(change.Name);
            if (change.Details is not null)
                damagedDetails.Remove(change.Name);
        }
        return results;
    }

    private async Task<(CommitPlan Plan, HeadCommit[] Results)> ApplyAsync(
        IAsyncQueryRunner transaction,
        IReadOnlyList<HeadWrite> batch
    )
    {
        var groups = batch
            .GroupBy(write => write.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToArray();
        var totals = await (await transaction.RunAsync(CommitCypher.Begin)).ToListAsync(GraphTotals.Read);
        if (totals.Count == 0)
            throw CommitLock.GraphIsGone(database.Place);
        var subjects = await (await transaction.RunAsync(CommitCypher.Read, new CommitReading(groups))).ToListAsync(
            CommitSubject.Read
        );
        var plan = new CommitPlan(
            totals[0],
            subjects.ToDictionary(subject => groups[subject.Place].Key, StringComparer.Ordinal),
            damagedHeads,
            damagedDetails
        );
        var results = new HeadCommit[batch.Count];
        // In key order, so that two stores given the same batches meet in the same order.
        foreach (var i in Enumerable.Range(0, batch.Count).OrderBy(i => batch[i].Name, StringComparer.Ordinal))
            results[i] = plan.Apply(batch[i]);
        var writing = new CommitWriting(plan);
        if (!writing.IsEmpty)
            await (await transaction.RunAsync(CommitCypher.Write, writing)).ConsumeAsync();
        return (plan, results);
    }
}
