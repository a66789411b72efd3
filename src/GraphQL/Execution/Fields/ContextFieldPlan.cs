using DepGraph.GraphQL.Execution.Completion;

namespace DepGraph.GraphQL.Execution.Fields;

/// <summary>A field whose resolver takes the field's context.</summary>
internal sealed class ContextFieldPlan<TParent, T>(
    SelectedField field,
    Completer<T> completer,
    Func<TParent, FieldContext, T> resolve
) : FieldPlan<TParent, T>(field, completer)
{
    public override bool Execute(OperationContext operation, TParent parent)
    {
        T value;
        bool hasReported;
        try
        {
            var context = operation.RentContext(Field);
            value = resolve(parent, context);
            hasReported = context.HasReported;
            operation.ReturnContext(context);
        }
#pragma warning disable CA1031 // Whatever a resolver throws becomes an error of its field.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return operation.Fail(Field, e, IsNullable);
        }

        return hasReported && value is null ? operation.CompleteFailed(IsNullable) : Complete(operation, value);
    }
}
