namespace DepGraph.GraphQL.Limits;

/// <summary>What an operation may ask for. Depth, aliases, fields and cost judge the selected operation only.</summary>
public sealed record OperationLimits
{
    /// <summary>Lexical tokens of the whole document.</summary>
    public int MaxTokens { get; init; } = 15_000;

    /// <summary>Fields below each other, from a root field (1) down; fragments add nothing.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Fields with an alias, each counted as often as fragments bring it in.</summary>
    public int MaxAliases { get; init; } = 1_000;

    /// <summary>Fields of the root selection set, each counted as often as fragments bring it in.</summary>
    public int MaxRootFields { get; init; } = 100;

    /// <summary>All fields, each counted as often as fragments bring it in.</summary>
    public int MaxFields { get; init; } = 10_000;

    /// <summary>Fragments, spread and inline, each counted as often as others bring it in.</summary>
    public int MaxFragments { get; init; } = 1_000;

    /// <summary>
    /// The sum over all fields of their weight (<c>@cost(weight:)</c>, else 1 for a field with a selection set and 0 for a
    /// leaf), for a list once for each element, and multiplied by the sizes (<c>@listSize</c>) of the lists that it lies in.
    /// </summary>
    public double MaxCost { get; init; } = 1_000_000;

    /// <summary>How long a list counts that the schema gives no <c>@listSize</c>.</summary>
    public int AssumedListSize { get; init; } = 10;

    /// <summary>Whether <c>__schema</c> and <c>__type</c> may be selected.</summary>
    public bool AllowIntrospection { get; init; } = true;
}
