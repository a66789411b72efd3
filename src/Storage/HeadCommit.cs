namespace DepGraph.Storage;

/// <summary>What became of one <see cref="HeadWrite"/>.</summary>
/// <param name="Sequence">The package's sequence number after the commit.</param>
/// <param name="Revision">The head's revision after the commit.</param>
/// <param name="Outcome">Whether the write changed anything.</param>
public readonly record struct HeadCommit(long Sequence, long Revision, HeadCommitOutcome Outcome);

/// <summary>What a <see cref="HeadWrite"/> did.</summary>
public enum HeadCommitOutcome
{
    /// <summary>The head or its details changed: a new sequence number was taken.</summary>
    Changed,

    /// <summary>What is stored was confirmed: at most times and tags changed.</summary>
    Confirmed,

    /// <summary>Something newer is stored: the write was ignored.</summary>
    Superseded,
}
