using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Execution;

/// <summary>A field whose value is not there yet: a gap in the response, and the region that will fill it.</summary>
internal abstract class Hole(SelectedField field, bool isNullable) : Region
{
    public PathNode Path { get; set; } = null!;

    /// <summary>The nearest nullable value around it; null when that is the data as a whole.</summary>
    public Boundary? Enclosing { get; set; }

    protected SelectedField Field { get; } = field;

    protected bool IsNullable { get; } = isNullable;

    /// <summary>Writes the content, on the operation's turn.</summary>
    public abstract void Fill(OperationContext operation);

    /// <summary>Fills it with an error instead.</summary>
    public void Fail(OperationContext operation, GraphQLError error)
    {
        if (IsDead(operation))
        {
            return;
        }

        operation.Enter(this, Field, IsNullable);
        operation.Add(error);
        operation.Exit(this, operation.CompleteFailed(IsNullable));
    }

    public GraphQLError TimeoutError(OperationContext operation) => operation.TimeoutError(Field, Path);

    /// <summary>Whether a null lies over it, so that its value does not matter any more.</summary>
    protected bool IsDead(OperationContext operation) => operation.IsDataNull || Enclosing is { IsDead: true };
}
