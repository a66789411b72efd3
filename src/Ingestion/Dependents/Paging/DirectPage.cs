using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Ingestion.Graph;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Dependents.Paging;

/// <summary>
/// Pages of direct dependents: the index says which packages there are and how many dependents they give, and their heads, of one read
/// together, say the rest. Where a head has moved on since, the head is right.
/// </summary>
internal sealed class DirectPage(SortedListCache cache, IOptions<IngestionOptions> options, TimeProvider time)
{
    /// <returns>Null: the epoch of the query's place is over.</returns>
    public async ValueTask<DependentPage?> ReadAsync(
        GraphSession session,
        DependentsQuery query,
        DependentsState state,
        bool isCurrent
    )
    {
        RankEpoch? epoch = null;
        if (query.Order.IsMostDependedUponFirst is not null)
        {
            epoch = query.After is { } place
                ? place.Epoch is { } id
                    ? state.Ranks.Find(id)
                    : null
                : state.Ranks.Current(state, time, options.Value.CursorLifetime);
            if (epoch is null)
            {
                return null;
            }
        }

        var ranges = query.ResolvingTo is { } version ? new RangeTest(version, state.Ranges) : null;
        var filter = new EdgeFilter(query.Kinds, query.LatestOnly, ranges);
        var list = state.Of(query.Package).Within(query.Names, state.Names);
        var total = list.Count(filter);
        var rows = new List<Dependent>(Math.Min(query.First, 64));
        var hasNext =
            query.First == 0
                ? query.After is null && total > 0
                : await CollectAsync(
                    session,
                    SourcesOf(query, state, list, filter, epoch),
                    new DependentRows(query, ranges is null ? null : ranges.Passes),
                    query.First,
                    epoch?.Id,
                    rows
                );
        return new DependentPage(rows, total, isCurrent && ranges?.HasPassedUnknown is not true, hasNext);
    }

    /// <returns>Whether there are more.</returns>
    private static async ValueTask<bool> CollectAsync(
        GraphSession session,
        DependentSources sources,
        DependentRows reading,
        int most,
        string? epoch,
        List<Dependent> rows
    )
    {
        while (sources.Next(most - rows.Count) is { Count: > 0 } batch)
        {
            var heads = await session.FindHeadsAsync(batch.ConvertAll(static source => source.Name));
            for (var i = 0; i < heads.Length; i++)
            {
                if (heads[i] is { } head && reading.Collect(head, batch[i], epoch, rows))
                {
                    return true;
                }
            }
        }

        return sources.HasMore;
    }

    private DependentSources SourcesOf(
        DependentsQuery query,
        DependentsState state,
        DependentList list,
        EdgeFilter filter,
        RankEpoch? epoch
    ) =>
        query.Order.IsIndexOrder
            ? new SourcesByName(list, filter, state.Names, query.After)
            : new SourcesInOrder(
                cache.Get(query.Package, list, filter, query.Order, epoch, query.Names),
                state.Names,
                query.After
            );
}
