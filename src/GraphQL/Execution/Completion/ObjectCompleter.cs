using DepGraph.GraphQL.Execution.Fields;

namespace DepGraph.GraphQL.Execution.Completion;

/// <summary>An object type by its CLR type.</summary>
internal sealed class ObjectCompleter<T>(ObjectPlan<T> plan, bool isNullable) : Completer<T>(isNullable, isLeaf: false)
{
    public override bool Complete(OperationContext operation, SelectedField field, T value) =>
        value is null ? operation.CompleteNull(field, IsNullable) : plan.Execute(operation, value);
}

/// <summary>An object type by a CLR type derived from the one that it is bound to.</summary>
internal sealed class DerivedObjectCompleter<T>(ObjectPlan plan, bool isNullable)
    : Completer<T>(isNullable, isLeaf: false)
{
    public override bool Complete(OperationContext operation, SelectedField field, T value) =>
        value is null ? operation.CompleteNull(field, IsNullable) : plan.ExecuteBoxed(operation, value);
}
