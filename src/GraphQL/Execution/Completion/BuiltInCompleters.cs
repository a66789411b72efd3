namespace DepGraph.GraphQL.Execution.Completion;

/// <summary>String, or ID as text.</summary>
internal sealed class StringCompleter(bool isNullable) : Completer<string?>(isNullable, isLeaf: true)
{
    public override bool Complete(OperationContext operation, SelectedField field, string? value)
    {
        if (value is null)
        {
            return operation.CompleteNull(field, IsNullable);
        }

        operation.Writer.WriteString(value);
        return true;
    }
}

/// <summary>Int.</summary>
internal sealed class Int32Completer(bool isNullable) : Completer<int>(isNullable, isLeaf: true)
{
    public override bool Complete(OperationContext operation, SelectedField field, int value)
    {
        operation.Writer.WriteInt32(value);
        return true;
    }
}

/// <summary>Boolean.</summary>
internal sealed class BooleanCompleter(bool isNullable) : Completer<bool>(isNullable, isLeaf: true)
{
    public override bool Complete(OperationContext operation, SelectedField field, bool value)
    {
        operation.Writer.WriteBoolean(value);
        return true;
    }
}

/// <summary>A value type or none.</summary>
internal sealed class NullableCompleter<T>(Completer<T> inner) : Completer<T?>(inner.IsNullable, inner.IsLeaf)
    where T : struct
{
    public override bool Complete(OperationContext operation, SelectedField field, T? value) =>
        value is { } present ? inner.Complete(operation, field, present) : operation.CompleteNull(field, IsNullable);
}
