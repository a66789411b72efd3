namespace DepGraph.Bolt;

/// <summary>
/// A relationship as it was when the server read it; equal to any other of the same <see cref="IEntity.ElementId"/>.
/// </summary>
public interface IRelationship : IEntity, IEquatable<IRelationship>
{
    string Type { get; }

    /// <summary>The <see cref="IEntity.Id"/> of the node that it leaves.</summary>
    long StartNodeId { get; }

    /// <summary>The <see cref="IEntity.Id"/> of the node that it enters.</summary>
    long EndNodeId { get; }

    /// <summary>The <see cref="IEntity.ElementId"/> of the node that it leaves.</summary>
    string StartNodeElementId { get; }

    /// <summary>The <see cref="IEntity.ElementId"/> of the node that it enters.</summary>
    string EndNodeElementId { get; }
}
