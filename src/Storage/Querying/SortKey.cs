namespace DepGraph.Storage.Querying;

/// <summary>One thing that a list is sorted by.</summary>
public readonly record struct SortKey<TRow>(Field<TRow> Field, bool IsDescending = false);
