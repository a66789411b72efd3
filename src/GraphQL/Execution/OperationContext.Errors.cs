using DepGraph.GraphQL.Execution.Coercion;
using DepGraph.GraphQL.Requests;

namespace DepGraph.GraphQL.Execution;

/// <summary>What went wrong. https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors</summary>
internal sealed partial class OperationContext
{
    private List<GraphQLError>? _errors;
    private int _errorsLeftOut;
    private bool _areErrorsClosed;

    public IReadOnlyList<GraphQLError>? Errors => _errors;

    /// <summary>Whether an error took the data as a whole.</summary>
    public bool IsDataNull { get; private set; }

    /// <summary>A resolver failed: the field is null where it may be, else the null rises (false).</summary>
    public bool Fail(SelectedField field, Exception exception, bool isNullable)
    {
        Add(ToError(exception, field, GetPath(field)));
        return CompleteFailed(isNullable);
    }

    /// <summary>A value that the schema does not allow.</summary>
    public bool Fail(SelectedField field, string message, bool isNullable)
    {
        Add(field.ErrorAt(message, GetPath(field), null));
        return CompleteFailed(isNullable);
    }

    /// <summary>A null value: written where it may stand, an error where not.</summary>
    public bool CompleteNull(SelectedField field, bool isNullable)
    {
        if (isNullable)
        {
            Writer.WriteNull();
            return true;
        }

        Add(
            field.ErrorAt(
                $"Cannot return null for non-nullable field {field.ParentType.Name}.{field.Name}.",
                GetPath(field),
                null
            )
        );
        return false;
    }

    /// <summary>The value of a field whose error is known already.</summary>
    public bool CompleteFailed(bool isNullable)
    {
        if (isNullable)
        {
            Writer.WriteNull();
        }

        return isNullable;
    }

    /// <summary>From any thread; what comes after the response was put together is dropped.</summary>
    public void Add(GraphQLError error)
    {
        lock (_gate)
        {
            if (_areErrorsClosed)
            {
                return;
            }

            if (_errors?.Count >= Options.MaxErrors)
            {
                _errorsLeftOut++;
                return;
            }

            (_errors ??= []).Add(error);
        }
    }

    public GraphQLError ToError(Exception exception, SelectedField field, PathNode path)
    {
        switch (exception)
        {
            case ArgumentRefusedException refused:
                return field.ErrorAt(refused.Message, path, refused.Extensions, refused.Node);
            case GraphQLException known:
                return field.ErrorAt(known.Message, path, known.Extensions);
            case OperationCanceledException when IsTimedOut:
                return TimeoutError(field, path);
            default:
                var shown = UnexpectedError.Show(exception, Options, Operation.Definition.Name?.Value, path.ToArray());
                return field.ErrorAt(shown.Message, path, shown.Extensions);
        }
    }

    /// <summary>Takes no more errors, and says how many did not fit, as the last of them.</summary>
    private void CloseErrors()
    {
        lock (_gate)
        {
            _areErrorsClosed = true;
            if (_errorsLeftOut > 0)
            {
                _errors!.Add(GraphQLError.WithCode($"{_errorsLeftOut} more errors are left out.", "TOO_MANY_ERRORS"));
            }
        }
    }

    private void ResetErrors()
    {
        _errors = null;
        _errorsLeftOut = 0;
        _areErrorsClosed = false;
    }

    public GraphQLError TimeoutError(SelectedField field, PathNode path) =>
        field.ErrorAt(
            $"The operation took longer than {Options.ExecutionTimeout.TotalSeconds:0.###} seconds; this field was still open.",
            path,
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["code"] = "EXECUTION_TIMEOUT",
                ["retryable"] = true,
            }
        );
}
