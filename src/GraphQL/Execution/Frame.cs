using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Execution;

/// <summary>A value being written that others may lie in: that of a field with a selection set or list, or a list's item.</summary>
internal struct Frame
{
    /// <summary>Null for a list's item.</summary>
    public SelectedField? Field;

    /// <summary>Of a list's item.</summary>
    public int Index;

    /// <summary>Where its value starts.</summary>
    public int Start;

    public bool IsNullable;

    /// <summary>Made when first asked for.</summary>
    public PathNode? Path;

    /// <summary>Made when a hole is left in it.</summary>
    public Boundary? Boundary;
}
