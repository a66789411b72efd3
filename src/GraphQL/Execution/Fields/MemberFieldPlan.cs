using DepGraph.GraphQL.Execution.Completion;

namespace DepGraph.GraphQL.Execution.Fields;

/// <summary>A field whose resolver needs nothing but the parent.</summary>
internal sealed class MemberFieldPlan<TParent, T>(SelectedField field, Completer<T> completer, Func<TParent, T> resolve)
    : FieldPlan<TParent, T>(field, completer)
{
    public override bool Execute(OperationContext operation, TParent parent)
    {
        T value;
        try
        {
            value = resolve(parent);
        }
#pragma warning disable CA1031 // Whatever a resolver throws becomes an error of its field.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return operation.Fail(Field, e, IsNullable);
        }

        return Complete(operation, value);
    }
}
