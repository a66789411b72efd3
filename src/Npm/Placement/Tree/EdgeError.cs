namespace DepGraph.Npm.Placement.Tree;

/// <summary>What is wrong with an edge, in Arborist's terms.</summary>
internal enum EdgeError : byte
{
    /// <summary>Not looked at since it changed.</summary>
    Unknown,

    None,

    /// <summary>It leads nowhere, and must not.</summary>
    Missing,

    /// <summary>A peer lies in its dependent's own folder.</summary>
    PeerLocal,

    /// <summary>It leads to something else than it asks for.</summary>
    Invalid,
}
