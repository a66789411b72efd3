namespace DepGraph.Bolt;

/// <summary>A node as it was when the server read it; equal to any other of the same <see cref="IEntity.ElementId"/>.</summary>
public interface INode : IEntity, IEquatable<INode>
{
    IReadOnlyList<string> Labels { get; }
}
