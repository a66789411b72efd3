using System.Runtime.CompilerServices;
using DepGraph.GraphQL.Execution.Completion;

namespace DepGraph.GraphQL.Execution;

/// <summary>A hole that a resolver's task will fill.</summary>
internal sealed class PendingValue<T>(
    OperationContext operation,
    SelectedField field,
    FieldContext context,
    Completer<T> completer,
    ValueTask<T> task
) : Hole(field, completer.IsNullable)
{
    private readonly ValueTaskAwaiter<T> _awaiter = task.GetAwaiter();

    /// <summary>Leaves the hole at the writer's position and waits.</summary>
    public void Suspend()
    {
        operation.Leave(this, Field);
        context.Detach(Path);
        operation.Expect();
        _awaiter.UnsafeOnCompleted(Ready);
    }

    public override void Fill(OperationContext operation)
    {
        if (IsDead(operation))
        {
            Observe();
            return;
        }

        operation.Enter(this, Field, IsNullable);
        T value;
        try
        {
            value = _awaiter.GetResult();
        }
#pragma warning disable CA1031 // Whatever a resolver throws becomes an error of its field.
        catch (Exception e)
#pragma warning restore CA1031
        {
            operation.Exit(this, operation.Fail(Field, e, IsNullable));
            return;
        }

        var isComplete =
            context.HasReported && value is null
                ? operation.CompleteFailed(IsNullable)
                : completer.Complete(operation, Field, value);
        operation.Exit(this, isComplete);
    }

    private void Ready() => operation.Post(this);

    /// <summary>Takes the result so that a failure does not count as unobserved.</summary>
    private void Observe()
    {
        IsComplete = true;
        try
        {
            _awaiter.GetResult();
        }
#pragma warning disable CA1031 // Nobody is interested: a null lies over the field.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Nothing is written either: what lies over the hole is in its place.
        }
    }
}
