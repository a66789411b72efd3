using DepGraph.GraphQL.Execution.Completion;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Execution.Fields;

/// <summary>How to write one selected field of a parent.</summary>
internal abstract class FieldPlan<TParent>(SelectedField field, bool isNullable)
{
    public SelectedField Field { get; } = field;

    public bool IsNullable { get; } = isNullable;

    /// <summary>A comma, the response key as a JSON string, a colon. Names of GraphQL need no escaping.</summary>
    public PaddedBytes Key { get; } = new($",\"{field.ResponseKey}\":");

    /// <summary>Writes the value, or leaves a hole. False when it is null and must not be: the parent then is null too.</summary>
    public abstract bool Execute(OperationContext operation, TParent parent);
}

/// <summary>A field with a value of <typeparamref name="T"/>.</summary>
internal abstract class FieldPlan<TParent, T>(SelectedField field, Completer<T> completer)
    : FieldPlan<TParent>(field, completer.IsNullable)
{
    private readonly bool _isLeaf = completer.IsLeaf;

    protected Completer<T> Completer { get; } = completer;

    protected bool Complete(OperationContext operation, T value)
    {
        if (_isLeaf)
        {
            return Completer.Complete(operation, Field, value);
        }

        operation.Push(Field, IsNullable);
        return operation.CloseValue(Completer.Complete(operation, Field, value));
    }
}
