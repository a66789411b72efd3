using DepGraph.GraphQL.Requests;
using Microsoft.Extensions.Primitives;

namespace DepGraph.GraphApi.Http;

/// <summary>
/// The request header <c>GraphQL-Cost: report</c> or <c>validate</c>, known from HotChocolate; where headers cannot be set, the
/// request's <c>extensions.cost</c> says the same.
/// </summary>
internal static class CostHeader
{
    public const string Name = "GraphQL-Cost";

    /// <summary>Tells the request what the header asks for; without one it stays what <c>extensions</c> ask for.</summary>
    /// <returns>False for a value that says nothing.</returns>
    public static bool TryApply(IHeaderDictionary headers, GraphQLRequest request)
    {
        if (!headers.TryGetValue(Name, out var values) || StringValues.IsNullOrEmpty(values))
        {
            return true;
        }

        CostMode? mode =
            values is not [{ } value] ? null
            : value.Equals("report", StringComparison.OrdinalIgnoreCase) ? CostMode.Report
            : value.Equals("validate", StringComparison.OrdinalIgnoreCase) ? CostMode.Validate
            : null;
        request.Cost = mode ?? request.Cost;
        return mode is not null;
    }
}
