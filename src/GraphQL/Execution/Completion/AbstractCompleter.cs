using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution.Completion;

/// <summary>An interface or union: the value's CLR type, or the binding's function, tells the object type.</summary>
internal sealed class AbstractCompleter<T>(AbstractBinding binding, SelectionSetPlan selection, bool isNullable)
    : Completer<T>(isNullable, isLeaf: false)
{
    public override bool Complete(OperationContext operation, SelectedField field, T value)
    {
        if (value is null)
        {
            return operation.CompleteNull(field, IsNullable);
        }

        object boxed = value;
        ObjectType type;
        try
        {
            type = binding.Resolve(boxed);
        }
#pragma warning disable CA1031 // The host's own code decides here; what it throws is an error of the field.
        catch (Exception e)
#pragma warning restore CA1031
        {
            operation.Add(operation.ToError(e, field, operation.GetPath(field)));
            return false;
        }

        return selection.For(type).ExecuteBoxed(operation, boxed);
    }
}
