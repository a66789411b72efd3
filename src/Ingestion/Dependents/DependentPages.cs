using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Ingestion.Dependents.Paging;
using DepGraph.Ingestion.Graph;

namespace DepGraph.Ingestion.Dependents;

/// <summary>Who depends on a package, page by page.</summary>
public sealed class DependentPages
{
    private readonly DependentsIndexer indexer;
    private readonly DirectPage direct;

    internal DependentPages(DependentsIndexer indexer, DirectPage direct) =>
        (this.indexer, this.direct) = (indexer, direct);

    /// <summary>A page of direct dependents; synchronous when all that it needs is in memory.</summary>
    /// <param name="session">Whose view of the graph it is; it waits for the index as long as for missing parts.</param>
    /// <param name="query">Which page of whose dependents.</param>
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
    ) => DependentsAnswer.Of(await direct.ReadAsync(session, query, state, indexer.IsCurrent));
}
