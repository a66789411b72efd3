namespace DepGraph.Bolt;

/// <summary>How much a query changed.</summary>
public interface ICounters
{
    /// <summary>Whether it changed data, indexes or constraints.</summary>
    bool ContainsUpdates { get; }

    /// <summary>Whether it changed users, databases and the like.</summary>
    bool ContainsSystemUpdates { get; }

    long NodesCreated { get; }
    long NodesDeleted { get; }
    long RelationshipsCreated { get; }
    long RelationshipsDeleted { get; }
    long PropertiesSet { get; }
    long LabelsAdded { get; }
    long LabelsRemoved { get; }
    long IndexesAdded { get; }
    long IndexesRemoved { get; }
    long ConstraintsAdded { get; }
    long ConstraintsRemoved { get; }
    long SystemUpdates { get; }
}
