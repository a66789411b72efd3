using DepGraph.GraphApi.Paging;
using DepGraph.GraphApi.Querying;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Jobs;
using DepGraph.Storage;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type IngestionConnection: pages of <c>Query.ingestions</c>, the newest request first unless asked otherwise.</summary>
internal static class IngestionConnectionType
{
    public static void Bind(SchemaBinder binder) =>
        ConnectionType.Bind<IngestionRecord>(binder, "IngestionConnection", "IngestionEdge");

    /// <summary>The page that the field's arguments ask for; only what is selected of it is asked of the store.</summary>
    /// <exception cref="GraphQL.GraphQLException">An argument is wrong; the message says which and how.</exception>
    public static async ValueTask<Connection<IngestionRecord>> ListAsync(IIngestions ingestions, FieldContext context)
    {
        var first = PageSize.Check("first", context.Argument<int>("first"));
        var filter = IngestionInputs.Filter.Read(context.Argument<IReadOnlyDictionary<string, object?>?>("where"));
        var order = IngestionInputs.Sort.Read(context.Argument<object?[]?>("order"));
        var after = OrderCursor.Parse(context.Argument<string?>("after"), order);
        try
        {
            // One more than asked for tells whether there is a next page.
            var found = ConnectionType.IsPageSelected(context)
                ? await ingestions.ListAsync(
                    new PageQuery<IngestionRecord>
                    {
                        Filter = filter,
                        Order = order,
                        After = after,
                        Limit = first + 1,
                    },
                    context.CancellationToken
                )
                : [];
            var total = context.Selects("totalCount")
                ? await ingestions.CountAsync(filter, context.CancellationToken)
                : 0;
            IngestionRecord[] nodes = [.. found.Take(first)];
            return new Connection<IngestionRecord>(
                nodes,
                (int)Math.Min(total, int.MaxValue),
                HasNextPage: found.Count > first,
                HasPreviousPage: after is not null,
                place => OrderCursor.Of(order, nodes[place])
            );
        }
        catch (UnindexedQueryException refusal)
        {
            throw IngestionInputs.Filter.Explain(refusal);
        }
    }
}
