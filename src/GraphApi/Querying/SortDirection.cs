namespace DepGraph.GraphApi.Querying;

/// <summary>The enum SortEnumType.</summary>
internal enum SortDirection
{
    Asc,
    Desc,
}
