namespace DepGraph.Bolt;

internal sealed class Relationship(
    long id,
    string elementId,
    long startNodeId,
    string startNodeElementId,
    long endNodeId,
    string endNodeElementId,
    string type,
    IReadOnlyDictionary<string, object?> properties
) : Entity(id, elementId, properties), IRelationship
{
    public string Type => type;

    public long StartNodeId => startNodeId;

    public long EndNodeId => endNodeId;

    public string StartNodeElementId => startNodeElementId;

    public string EndNodeElementId => endNodeElementId;

    public bool Equals(IRelationship? other) => other is not null && other.ElementId == ElementId;

    public override bool Equals(object? obj) => Equals(obj as IRelationship);

    public override int GetHashCode() => base.GetHashCode();

    public override string ToString() => $"({StartNodeElementId})-[{ElementId}:{Type}]->({EndNodeElementId})";
}
