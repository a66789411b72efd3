using DepGraph.GraphQL.Execution.Completion;

namespace DepGraph.GraphQL.Execution.Fields;

/// <summary>A field whose resolver may have to wait: what is there at once is written at once, else a hole is left.</summary>
internal sealed class AsyncFieldPlan<TParent, T>(
    SelectedField field,
    Completer<T> completer,
    Func<TParent, FieldContext, ValueTask<T>> resolve
) : FieldPlan<TParent, T>(field, completer)
{
    public override bool Execute(OperationContext operation, TParent parent)
    {
        T value;
        bool hasReported;
        try
        {
            var context = operation.RentContext(Field);
            var task = resolve(parent, context);
            if (!task.IsCompleted)
            {
                new PendingValue<T>(operation, Field, context, Completer, task).Suspend();
                return true;
            }

            value = task.GetAwaiter().GetResult();
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
