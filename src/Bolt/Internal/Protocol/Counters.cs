using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Protocol;

internal sealed class Counters : ICounters
{
    public static Counters None { get; } = new();

    private bool? saysUpdates;
    private bool? saysSystemUpdates;

    public bool ContainsUpdates =>
        saysUpdates
        ?? NodesCreated
            + NodesDeleted
            + RelationshipsCreated
            + RelationshipsDeleted
            + PropertiesSet
            + LabelsAdded
            + LabelsRemoved
            + IndexesAdded
            + IndexesRemoved
            + ConstraintsAdded
            + ConstraintsRemoved
            > 0;

    public bool ContainsSystemUpdates => saysSystemUpdates ?? SystemUpdates > 0;

    public long NodesCreated { get; private set; }
    public long NodesDeleted { get; private set; }
    public long RelationshipsCreated { get; private set; }
    public long RelationshipsDeleted { get; private set; }
    public long PropertiesSet { get; private set; }
    public long LabelsAdded { get; private set; }
    public long LabelsRemoved { get; private set; }
    public long IndexesAdded { get; private set; }
    public long IndexesRemoved { get; private set; }
    public long ConstraintsAdded { get; private set; }
    public long ConstraintsRemoved { get; private set; }
    public long SystemUpdates { get; private set; }

    public static Counters Read(ref PackStreamReader metadata)
    {
        var counters = new Counters();
        for (var left = metadata.ReadMapHeader(); left > 0; left--)
        {
            var key = metadata.ReadString();
            if (metadata.PeekType() == PackStreamType.Integer)
            {
                counters.Set(key, metadata.ReadInteger());
            }
            else if (metadata.PeekType() == PackStreamType.Boolean)
            {
                counters.Set(key, metadata.ReadBoolean());
            }
            else
            {
                metadata.Skip();
            }
        }

        return counters;
    }

    private void Set(string key, bool value)
    {
        switch (key)
        {
            case "contains-updates":
                saysUpdates = value;
                break;
            case "contains-system-updates":
                saysSystemUpdates = value;
                break;
        }
    }

    private void Set(string key, long value)
    {
        switch (key)
        {
            case "nodes-created":
                NodesCreated = value;
                break;
            case "nodes-deleted":
                NodesDeleted = value;
                break;
            case "relationships-created":
                RelationshipsCreated = value;
                break;
            case "relationships-deleted":
                RelationshipsDeleted = value;
                break;
            case "properties-set":
                PropertiesSet = value;
                break;
            case "labels-added":
                LabelsAdded = value;
                break;
            case "labels-removed":
                LabelsRemoved = value;
                break;
            case "indexes-added":
                IndexesAdded = value;
                break;
            case "indexes-removed":
                IndexesRemoved = value;
                break;
            case "constraints-added":
                ConstraintsAdded = value;
                break;
            case "constraints-removed":
                ConstraintsRemoved = value;
                break;
            case "system-updates":
                SystemUpdates = value;
                break;
        }
    }
}
