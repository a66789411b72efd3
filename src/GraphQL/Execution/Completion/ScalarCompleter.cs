using DepGraph.GraphQL.Response;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution.Completion;

/// <summary>A scalar that writes <typeparamref name="T"/> itself.</summary>
internal sealed class ScalarCompleter<T>(ScalarType scalar, IScalarWriter<T> scalarWriter, bool isNullable)
    : Completer<T>(isNullable, isLeaf: true)
{
    public override bool Complete(OperationContext operation, SelectedField field, T value)
    {
        if (value is null)
        {
            return operation.CompleteNull(field, IsNullable);
        }

        var start = operation.Writer.Position;
        string? error;
        try
        {
            if (scalarWriter.TryWrite(operation.Writer, value, out error))
            {
                return true;
            }
        }
        catch (Exception e) when (e is not ResponseTooLargeException)
        {
            operation.Writer.Truncate(start);
            return operation.Fail(field, e, IsNullable);
        }

        operation.Writer.Truncate(start);
        return operation.Fail(field, error ?? $"{scalar.Name} cannot represent this value.", IsNullable);
    }
}

/// <summary>A scalar whose resolver gives values of any type.</summary>
internal sealed class BoxedScalarCompleter(ScalarType scalar, bool isNullable)
    : Completer<object?>(isNullable, isLeaf: true)
{
    public override bool Complete(OperationContext operation, SelectedField field, object? value)
    {
        if (value is null)
        {
            return operation.CompleteNull(field, IsNullable);
        }

        var start = operation.Writer.Position;
        string? error;
        try
        {
            if (scalar.TryWrite(operation.Writer, value, out error))
            {
                return true;
            }
        }
        catch (Exception e) when (e is not ResponseTooLargeException)
        {
            operation.Writer.Truncate(start);
            return operation.Fail(field, e, IsNullable);
        }

        operation.Writer.Truncate(start);
        return operation.Fail(field, error ?? $"{scalar.Name} cannot represent this value.", IsNullable);
    }
}
