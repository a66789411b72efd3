namespace DepGraph.Storage.Projecting;

/// <summary>What a store's projection consists of. Used by one task at a time.</summary>
/// <typeparam name="TPackage">A package whose relationships lag behind its head, as the store holds it.</typeparam>
internal interface IProjectionWork<TPackage>
    where TPackage : IPendingPackage
{
    /// <summary>Whether head commits wait or run.</summary>
    bool IsBusy { get; }

    /// <summary>The packages that have waited longest of those above a mark; empty when there is none.</summary>
    Task<IReadOnlyList<TPackage>> FindPendingAsync(long aboveMark, CancellationToken cancellationToken);

    /// <summary>
    /// Writes in one transaction what is missing of <paramref name="packages"/>, until about <paramref name="budget"/> rows are
    /// written. Gives how many of them, from the first, are done with; a package that has a newer head by now, or a damaged
    /// one, counts as done with.
    /// </summary>
    Task<int> AdvanceAsync(ReadOnlyMemory<TPackage> packages, int budget, CancellationToken cancellationToken);
}

/// <summary>A package whose relationships lag behind its head.</summary>
internal interface IPendingPackage
{
    string Name { get; }

    /// <summary>Grows in the order in which packages have to wait.</summary>
    long Mark { get; }
}
