namespace DepGraph.Bolt;

/// <param name="nodes">One more than there are relationships.</param>
internal sealed class GraphPath(IReadOnlyList<INode> nodes, IReadOnlyList<IRelationship> relationships) : IPath
{
    public INode Start => nodes[0];

    public INode End => nodes[^1];

    public IReadOnlyList<INode> Nodes => nodes;

    public IReadOnlyList<IRelationship> Relationships => relationships;

    public bool Equals(IPath? other) =>
        other is not null && Nodes.SequenceEqual(other.Nodes) && Relationships.SequenceEqual(other.Relationships);

    public override bool Equals(object? obj) => Equals(obj as IPath);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var node in nodes)
        {
            hash.Add(node);
        }

        foreach (var relationship in relationships)
        {
            hash.Add(relationship);
        }

        return hash.ToHashCode();
    }

    /// <summary>Nodes and relationships in turn, with the direction of each: <c>(1:A)-[7:KNOWS]->(2:B)</c>.</summary>
    public override string ToString() =>
        nodes[0]
        + string.Concat(
            relationships.Select(
                (relationship, index) =>
                    relationship.StartNodeElementId == nodes[index].ElementId
                        ? $"-[{relationship.ElementId}:{relationship.Type}]->{nodes[index + 1]}"
                        : $"<-[{relationship.ElementId}:{relationship.Type}]-{nodes[index + 1]}"
            )
        );
}
