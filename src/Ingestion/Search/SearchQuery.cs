using DepGraph.Storage.Querying;
using DepGraph.Storage.Searching;

namespace DepGraph.Ingestion.Search;

/// <summary>Which page of what is found is asked for.</summary>
public sealed record SearchQuery
{
    /// <summary>What is searched for.</summary>
    public required SearchText Text { get; init; }

    /// <summary>Which of what is found is meant.</summary>
    public Filter<PackageHit> Filter { get; init; } = Storage.Querying.Filter.Everything<PackageHit>();

    /// <summary>The list and the place in it that an earlier page named; null: from the first one on.</summary>
    public (string Revision, int Index)? After { get; init; }

    /// <summary>How many at most; 0: only the count is wanted, and no head is read.</summary>
    public required int First { get; init; }

    /// <summary>Whether cursors are given out, for which the list is kept then.</summary>
    public required bool GivesCursors { get; init; }
}
