using System.Globalization;

namespace DepGraph.GraphQL.Limits;

/// <summary>An operation asks for more than <see cref="OperationLimits"/> allow; it was not executed.</summary>
public sealed class LimitExceededException(string code, string what, double value, double maximum, string wayOut)
    : GraphQLException(
        string.Create(CultureInfo.InvariantCulture, $"{what}: {value:0.##}; the limit is {maximum:0.##}. {wayOut}"),
        code,
        new Dictionary<string, object?> { ["value"] = value, ["maximum"] = maximum }
    );
