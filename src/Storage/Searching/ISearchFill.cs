namespace DepGraph.Storage.Searching;

/// <summary>
/// Gets the packages into the index that a build without it has stored. How far it is stands in the store and moves in the transaction of what
/// it is about, so that it can be killed anywhere, and several processes may do it at once.
/// </summary>
internal interface ISearchFill
{
    /// <summary>Does the next packages in one transaction, about so many. False when nothing is left to do.</summary>
    Task<bool> AdvanceAsync(int packages, CancellationToken cancellationToken);
}
