namespace DepGraph.GraphApi.Querying;

/// <summary>How large a filter may be. SQLite's own limits are an order of magnitude away.</summary>
internal static class FilterLimits
{
    /// <summary>Filters and lists of operations inside each other, the outermost counted.</summary>
    public const int MaxDepth = 10;

    /// <summary>Operations in all.</summary>
    public const int MaxConditions = 100;

    /// <summary>Values of all <c>in</c> and <c>nin</c> together.</summary>
    public const int MaxValues = 1_000;

    /// <summary>Entries of an order.</summary>
    public const int MaxSortEntries = 10;
}
