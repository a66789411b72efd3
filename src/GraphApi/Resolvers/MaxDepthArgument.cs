using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL.Execution;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The argument <c>maxDepth</c>.</summary>
internal static class MaxDepthArgument
{
    /// <returns>Null for no bound.</returns>
    /// <exception cref="GraphQL.GraphQLException">It is negative.</exception>
    public static int? Read(FieldContext context)
    {
        var depth = context.Argument<int?>("maxDepth");
        return depth is < 0 ? throw InputError.BadInput($"`maxDepth` is {depth}; it must be 0 or more.") : depth;
    }
}
