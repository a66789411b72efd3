using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Ingestion.Graph;

namespace DepGraph.Ingestion.Dependents;

/// <summary>
/// Who depends on a package, page by page: the index says which packages do and how many dependents they give, and their heads, of one
/// read together, say the rest.
/// </summary>
public sealed class DependentPages
{
    private readonly DependentsIndexer indexer;

    internal DependentPages(DependentsIndexer indexer) => this.indexer = indexer;

    /// <summary>A page; synchronous when all that it needs is in memory. Waits for the index as long as the session does.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public ValueTask<DependentsAnswer> GetAsync(GraphSession session, DependentsQuery query) =>
        indexer.State is { } state ? ReadAsync(session, query, state) : new(AwaitAsync(session, query));

    private async Task<DependentsAnswer> AwaitAsync(GraphSession session, DependentsQuery query)
    {
        await session.WaitForAsync(indexer.Settled);
        return indexer.State is { } state ? await ReadAsync(session, query, state)
            : indexer.Failure is { } failure ? DependentsAnswer.TooLarge(failure)
            : DependentsAnswer.Building(indexer.PackagesRead);
    }

    private async ValueTask<DependentsAnswer> ReadAsync(
        GraphSession session,
        DependentsQuery query,
        DependentsState state
    )
    {
        var isExact = indexer.IsCurrent;
        var sources = new DependentSources(state, query);
        var total = sources.Count;
        var rows = new List<Dependent>(Math.Min(query.First, 64));
        var hasNext = false;
        if (query.First > 0)
        {
            var reading = new DependentRows(query.Package, query.Kinds, query.LatestOnly);
            while (!hasNext && sources.Next(query.First - rows.Count) is { Count: > 0 } names)
            {
                var heads = await session.FindHeadsAsync(names);
                for (var i = 0; i < heads.Length && !hasNext; i++)
                {
                    var after = query.After is { } place && place.Package == names[i] ? query.After : null;
                    hasNext = heads[i] is { } head && reading.Collect(head, after, query.First, rows);
                }

                hasNext |= rows.Count == query.First && sources.HasMore;
            }
        }

        return DependentsAnswer.Of(new DependentPage(rows, total, isExact, hasNext));
    }
}
