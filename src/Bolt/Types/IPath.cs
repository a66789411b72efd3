namespace DepGraph.Bolt;

/// <summary>A walk from node to node, along or against relationships; equal to any other of the same nodes and relationships.</summary>
public interface IPath : IEquatable<IPath>
{
    INode Start { get; }

    INode End { get; }

    /// <summary>The nodes in the order of the walk, one more than there are relationships; one may come several times.</summary>
    IReadOnlyList<INode> Nodes { get; }

    /// <summary>
    /// The relationships in the order of the walk; one that is walked against its direction ends where its step began.
    /// </summary>
    IReadOnlyList<IRelationship> Relationships { get; }
}
