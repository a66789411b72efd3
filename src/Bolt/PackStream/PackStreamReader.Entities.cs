using System.Globalization;

namespace DepGraph.Bolt.PackStream;

public ref partial struct PackStreamReader
{
    /// <summary>Header, id, and two more values of a byte each.</summary>
    private const int LeastEntityLength = 5;

    /// <summary>Reads a node, with an element id (Bolt 5) or without (4.4).</summary>
    /// <exception cref="PackStreamException">None is here, or it is cut off or malformed.</exception>
    public INode ReadNode()
    {
        var start = _offset;
        var count = ReadStructHeader(out var tag);
        if ((tag, count) is not (StructureTag.Node, 3 or 4))
        {
            throw UnexpectedStructure(start, "Node", tag, count);
        }

        var id = ReadInteger();
        var labels = ReadStrings();
        var properties = ReadMap();
        return new Node(id, count == 4 ? ReadString() : TextOf(id), labels, properties);
    }

    /// <summary>Reads a relationship, with element ids (Bolt 5) or without (4.4).</summary>
    /// <exception cref="PackStreamException">None is here, or it is cut off or malformed.</exception>
    public IRelationship ReadRelationship()
    {
        var start = _offset;
        var count = ReadStructHeader(out var tag);
        if ((tag, count) is not (StructureTag.Relationship, 5 or 8))
        {
            throw UnexpectedStructure(start, "Relationship", tag, count);
        }

        var id = ReadInteger();
        var startId = ReadInteger();
        var endId = ReadInteger();
        var type = ReadString();
        var properties = ReadMap();
        return count == 8
            ? new Relationship(id, ReadString(), startId, ReadString(), endId, ReadString(), type, properties)
            : new Relationship(id, TextOf(id), startId, TextOf(startId), endId, TextOf(endId), type, properties);
    }

    /// <summary>Reads a path of nodes and relationships of either form.</summary>
    /// <exception cref="PackStreamException">None is here, it is cut off or malformed, or its steps lead nowhere.</exception>
    public IPath ReadPath()
    {
        var start = _offset;
        ReadStructHeader("Path", StructureTag.Path, 3);
        var nodes = ReadNodes();
        var relationships = ReadUnboundRelationships();
        var indices = EnterList();
        if (nodes.Length == 0 || indices % 2 != 0)
        {
            throw new PackStreamException(
                start,
                $"A Path has {nodes.Length} nodes and {indices} indices; it has to have a node, and two indices for each step"
            );
        }

        var walkedNodes = new INode[indices / 2 + 1];
        var walked = new IRelationship[indices / 2];
        walkedNodes[0] = nodes[0];
        for (var step = 0; step < walked.Length; step++)
        {
            _owed -= 2;
            var relationshipStart = _offset;
            var relationshipIndex = ReadInteger(
                "The relationship of a step",
                -relationships.Length,
                relationships.Length
            );
            if (relationshipIndex == 0)
            {
                throw new PackStreamException(relationshipStart, "The relationship of a step is 0; they count from 1");
            }

            var from = walkedNodes[step];
            var to = nodes[ReadInteger("The node of a step", 0, nodes.Length - 1)];
            var relationship = relationships[Math.Abs(relationshipIndex) - 1];
            walkedNodes[step + 1] = to;
            walked[step] = relationshipIndex > 0 ? relationship.Between(from, to) : relationship.Between(to, from);
        }

        _depth--;
        return new GraphPath(walkedNodes, walked);
    }

    private INode[] ReadNodes()
    {
        var nodes = new INode[EnterList(LeastEntityLength)];
        for (var i = 0; i < nodes.Length; i++)
        {
            _owed -= LeastEntityLength;
            nodes[i] = ReadNode();
        }

        _depth--;
        return nodes;
    }

    private UnboundRelationship[] ReadUnboundRelationships()
    {
        var relationships = new UnboundRelationship[EnterList(LeastEntityLength)];
        for (var i = 0; i < relationships.Length; i++)
        {
            _owed -= LeastEntityLength;
            relationships[i] = ReadUnboundRelationship();
        }

        _depth--;
        return relationships;
    }

    private UnboundRelationship ReadUnboundRelationship()
    {
        var start = _offset;
        var count = ReadStructHeader(out var tag);
        if ((tag, count) is not (StructureTag.UnboundRelationship, 3 or 4))
        {
            throw UnexpectedStructure(start, "UnboundRelationship", tag, count);
        }

        var id = ReadInteger();
        var type = ReadString();
        var properties = ReadMap();
        return new UnboundRelationship(id, count == 4 ? ReadString() : TextOf(id), type, properties);
    }

    private string[] ReadStrings()
    {
        var strings = new string[EnterList()];
        for (var i = 0; i < strings.Length; i++)
        {
            _owed--;
            strings[i] = ReadString();
        }

        _depth--;
        return strings;
    }

    /// <summary>What servers before Bolt 5 have instead of an element id.</summary>
    private static string TextOf(long id) => id.ToString(CultureInfo.InvariantCulture);

    private readonly record struct UnboundRelationship(
        long Id,
        string ElementId,
        string Type,
        Dictionary<string, object?> Properties
    )
    {
        public Relationship Between(INode start, INode end) =>
            new(Id, ElementId, start.Id, start.ElementId, end.Id, end.ElementId, Type, Properties);
    }
}
