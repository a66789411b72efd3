namespace DepGraph.Storage;

/// <summary>Versions that a package gained by one commit.</summary>
/// <param name="Sequence">The commit's sequence number.</param>
/// <param name="Name">The package.</param>
/// <param name="Versions">Version texts that the new head has and the one before had not, in the order of the new head; not empty.</param>
public sealed record VersionGain(long Sequence, string Name, IReadOnlyList<string> Versions);
