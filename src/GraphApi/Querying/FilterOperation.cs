using System.Collections.Frozen;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Querying;

/// <summary>An operation that a filter may use, such as <c>startsWith</c>.</summary>
/// <param name="Name">As the schema has it.</param>
/// <param name="Operator">What it means.</param>
/// <param name="IsNegated">Whether it means the opposite.</param>
/// <param name="TakesList">Whether its value is a list.</param>
internal sealed record FilterOperation(string Name, FilterOperator Operator, bool IsNegated, bool TakesList = false)
{
    private static readonly FrozenDictionary<string, FilterOperation> All = new FilterOperation[]
    {
        new("eq", FilterOperator.In, false),
        new("neq", FilterOperator.In, true),
        new("in", FilterOperator.In, false, TakesList: true),
        new("nin", FilterOperator.In, true, TakesList: true),
        new("contains", FilterOperator.Contains, false),
        new("ncontains", FilterOperator.Contains, true),
        new("startsWith", FilterOperator.StartsWith, false),
        new("nstartsWith", FilterOperator.StartsWith, true),
        new("endsWith", FilterOperator.EndsWith, false),
        new("nendsWith", FilterOperator.EndsWith, true),
        new("gt", FilterOperator.Greater, false),
        new("gte", FilterOperator.GreaterOrEqual, false),
        new("lt", FilterOperator.Less, false),
        new("lte", FilterOperator.LessOrEqual, false),
    }.ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);

    public bool IsComparison => Operator >= FilterOperator.Greater;

    /// <summary>Whether an index over the field serves it.</summary>
    public bool IsSeek => !IsNegated && Operator is not (FilterOperator.Contains or FilterOperator.EndsWith);

    /// <exception cref="KeyNotFoundException">There is no such operation.</exception>
    public static FilterOperation Named(string name) => All[name];
}
