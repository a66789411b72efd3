namespace DepGraph.Storage.Neo4j.Relations;

/// <summary>What one transaction of the projection writes of one package.</summary>
/// <param name="name">The package.</param>
/// <param name="sequence">The sequence number that it must still have.</param>
internal sealed class PackageSlice(string name, long sequence)
{
    public string Name => name;

    public long Sequence => sequence;

    /// <summary>Versions that have no node.</summary>
    public List<VersionNode> Added { get; } = [];

    /// <summary>Versions whose relationships are others.</summary>
    public List<VersionNode> Altered { get; } = [];

    /// <summary>Versions of which only properties are others.</summary>
    public List<VersionNode> Informed { get; } = [];

    /// <summary>Purls of versions that are there no more.</summary>
    public List<string> Gone { get; } = [];

    /// <summary>Whether the package is up to date after it.</summary>
    public bool IsLast { get; set; }
}
