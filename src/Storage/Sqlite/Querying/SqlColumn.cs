namespace DepGraph.Storage.Sqlite.Querying;

/// <summary>What a field is in SQL.</summary>
/// <param name="Expression">A column, or an expression over one, exactly as an index has it.</param>
/// <param name="IsIndexed">Whether an index begins with the expression.</param>
internal sealed record SqlColumn(string Expression, bool IsIndexed = false)
{
    /// <summary>
    /// The number that the expression has where the row has no value, below all values; null when NULL stays NULL. SQLite seeks
    /// in an index only by comparisons, which NULL takes no part in: a page behind a NULL would be found by scanning.
    /// </summary>
    public long? Null { get; init; }
}
