namespace DepGraph.Storage;

/// <summary>A package in the change feed.</summary>
/// <param name="Sequence">Sequence number of its newest change.</param>
/// <param name="Name">The package's name.</param>
/// <param name="Revision">Its head's revision; what is held of a lower revision is out of date.</param>
public readonly record struct HeadChange(long Sequence, string Name, long Revision);
