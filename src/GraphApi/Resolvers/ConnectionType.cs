using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>What all connections have in common, and PageInfo.</summary>
internal static class ConnectionType
{
    public static void Bind<T>(SchemaBinder binder, string connection, string edge)
    {
        binder
            .Object<Connection<T>>(connection)
            .Field("edges", page => page.Edges)
            .Field("nodes", page => page.Nodes)
            .Field("pageInfo", page => page.PageInfo)
            .Field("totalCount", page => page.TotalCount)
            .Field("totalCountIsExact", page => page.IsTotalCountExact);
        binder.Object<Edge<T>>(edge).Field("cursor", edge => edge.Cursor).Field("node", edge => edge.Node);
    }

    /// <summary>Whether anything of the page itself is selected, and not just how many elements there are in all.</summary>
    public static bool IsPageSelected(FieldContext context) =>
        context.Selects("nodes") || context.Selects("edges") || context.Selects("pageInfo");

    public static void BindPageInfo(SchemaBinder binder) =>
        binder
            .Object<PageInfo>("PageInfo")
            .Field("hasNextPage", page => page.HasNextPage)
            .Field("hasPreviousPage", page => page.HasPreviousPage)
            .Field("startCursor", page => page.StartCursor)
            .Field("endCursor", page => page.EndCursor);
}
