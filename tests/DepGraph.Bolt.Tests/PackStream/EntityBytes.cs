using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Tests.PackStream;

/// <summary>
/// Writes what only servers send, nodes, relationships and paths, alone or anywhere in lists and maps: with element ids as Bolt 5 has them,
/// or without as 4.4.
/// </summary>
internal sealed class EntityBytes(PackStreamWriter writer, bool elementIds)
{
    public static byte[] Of(object? value, bool elementIds = true) =>
        Packed.Write(
            writer => new EntityBytes(writer, elementIds).Write(value),
            elementIds ? DateTimeEncoding.Utc : DateTimeEncoding.Legacy
        );

    private void Write(object? value)
    {
        switch (value)
        {
            case INode node:
                WriteNode(node);
                break;
            case IRelationship relationship:
                WriteRelationship(relationship);
                break;
            case IPath path:
                WritePath(path);
                break;
            case List<object?> list:
                WriteList(list);
                break;
            case IReadOnlyDictionary<string, object?> map:
                WriteMap(map);
                break;
            default:
                writer.WriteValue(value);
                break;
        }
    }

    private void WriteNode(INode node)
    {
        writer.WriteStructHeader(elementIds ? 4 : 3, 0x4E);
        writer.WriteInteger(node.Id);
        WriteList([.. node.Labels]);
        WriteMap(node.Properties);
        WriteElementIds(node.ElementId);
    }

    private void WriteRelationship(IRelationship relationship)
    {
        writer.WriteStructHeader(elementIds ? 8 : 5, 0x52);
        writer.WriteInteger(relationship.Id);
        writer.WriteInteger(relationship.StartNodeId);
        writer.WriteInteger(relationship.EndNodeId);
        writer.WriteString(relationship.Type);
        WriteMap(relationship.Properties);
        WriteElementIds(relationship.ElementId, relationship.StartNodeElementId, relationship.EndNodeElementId);
    }

    private void WritePath(IPath path)
    {
        List<INode> nodes = [.. path.Nodes.Distinct()];
        List<IRelationship> relationships = [.. path.Relationships.Distinct()];
        writer.WriteStructHeader(3, 0x50);
        WriteList([.. nodes]);
        writer.WriteListHeader(relationships.Count);
        foreach (var relationship in relationships)
        {
            writer.WriteStructHeader(elementIds ? 4 : 3, 0x72);
            writer.WriteInteger(relationship.Id);
            writer.WriteString(relationship.Type);
            WriteMap(relationship.Properties);
            WriteElementIds(relationship.ElementId);
        }

        writer.WriteListHeader(2 * path.Relationships.Count);
        for (var step = 0; step < path.Relationships.Count; step++)
        {
            var relationship = path.Relationships[step];
            var index = relationships.IndexOf(relationship) + 1;
            var forth = relationship.StartNodeElementId == path.Nodes[step].ElementId;
            writer.WriteInteger(forth ? index : -index);
            writer.WriteInteger(nodes.IndexOf(path.Nodes[step + 1]));
        }
    }

    private void WriteElementIds(params ReadOnlySpan<string> ids)
    {
        if (elementIds)
        {
            foreach (var id in ids)
            {
                writer.WriteString(id);
            }
        }
    }

    private void WriteList(List<object?> list)
    {
        writer.WriteListHeader(list.Count);
        list.ForEach(Write);
    }

    private void WriteMap(IReadOnlyDictionary<string, object?> map)
    {
        writer.WriteMapHeader(map.Count);
        foreach (var (key, value) in map)
        {
            writer.WriteString(key);
            Write(value);
        }
    }
}
