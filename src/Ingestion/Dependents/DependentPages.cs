using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Ingestion.Dependents.Paging;
using DepGraph.Ingestion.Dependents.Transitive;
using DepGraph.Ingestion.Graph;

namespace DepGraph.Ingestion.Dependents;

/// <summary>Who depends on a package, page by page.</summary>
public sealed class DependentPages
{
    private readonly DependentsIndexer indexer;
    private readonly DirectPage direct;

    private readonly TransitivePage transitive;

    internal DependentPages(DependentsIndexer indexer, DirectPage direct, TransitivePage transitive) =>
        (this.indexer, this.direct, this.transitive) = (indexer, direct, transitive);

    /// <summary>A page of direct dependents; synchronous when all that it needs is in memory.</summary>
    /// <param name="session">Whose view of the graph it is; it waits for the index as long as for missing parts.</param>
    /// <param name="query">Which page of whose dependents.</param>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public ValueTask<DependentsAnswer> GetAsync(GraphSession session, DependentsQuery query) =>
        ReadAsync(session, state => direct.ReadAsync(session, query, state, indexer.IsCurrent));

    /// <summary>A page of direct and indirect dependents.</summary>
    /// <inheritdoc cref="GetAsync(GraphSession, DependentsQuery)"/>
    public ValueTask<DependentsAnswer> GetAsync(GraphSession session, TransitiveQuery query) =>
        ReadAsync(session, state => transitive.ReadAsync(session, query, state, indexer.IsCurrent));

    private async ValueTask<DependentsAnswer> ReadAsync(
        GraphSession session,
        Func<DependentsState, ValueTask<DependentPage?>> read
    )
    {
        if (indexer.State is null)
        {
            await session.WaitForAsync(indexer.Settled);
        }

        return indexer.State is { } state ? DependentsAnswer.Of(await read(state))
            : indexer.Failure is { } failure ? DependentsAnswer.TooLarge(failure)
            : DependentsAnswer.Building(indexer.PackagesRead);
    }
}
