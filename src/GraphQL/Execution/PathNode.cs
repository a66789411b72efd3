namespace DepGraph.GraphQL.Execution;

/// <summary>A step of a response path, linked to the one before it; made only when a path is asked for.</summary>
internal sealed class PathNode(PathNode? parent, string? key, int index)
{
    private readonly int _length = (parent?._length ?? 0) + 1;

    /// <summary>Keys (string) and indexes (int) from the root.</summary>
    public object[] ToArray()
    {
        var path = new object[_length];
        for (var node = this; node is not null; node = node.Parent)
        {
            path[node._length - 1] = node.Step;
        }

        return path;
    }

    private PathNode? Parent { get; } = parent;

    private object Step => key is not null ? key : index;
}
