using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.GraphQL.Execution.Coercion;
using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Limits;

namespace DepGraph.GraphQL.Requests;

/// <summary>Executes requests against one schema. Safe for any number of threads; one for the process's life.</summary>
public sealed class GraphQLEngine
{
    /// <summary>Contexts kept for the next operations; more run with new ones.</summary>
    private const int MaxSpareContexts = 64;

    private readonly OperationPreparer _preparer;
    private readonly VariableCoercion _variables;
    private readonly ConcurrentQueue<OperationContext> _spare = new();

    public GraphQLEngine(ExecutableSchema schema, GraphQLEngineOptions? options = null)
    {
        Schema = schema;
        Options = options ?? new();
        _preparer = new OperationPreparer(schema, Options);
        _variables = new VariableCoercion(schema);
    }

    public ExecutableSchema Schema { get; }

    public GraphQLEngineOptions Options { get; }

    /// <summary>
    /// Executes a request; what goes wrong is in the result. Completes synchronously when no resolver has to wait.
    /// </summary>
    /// <param name="state">What resolvers get from <c>FieldContext.State</c>; the caller's to dispose.</param>
    /// <exception cref="OperationCanceledException">The client went away (<paramref name="cancellationToken"/>).</exception>
    public ValueTask<GraphQLResult> ExecuteAsync(
        GraphQLRequest request,
        object? state = null,
        CancellationToken cancellationToken = default
    )
    {
        // Continuations of resolvers must not wander to the caller's context: they run where the operation's turn is.
        var callersContext = SynchronizationContext.Current;
        if (callersContext is null)
        {
            return Execute(request, state, cancellationToken);
        }

        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return Execute(request, state, cancellationToken);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(callersContext);
        }
    }

    private ValueTask<GraphQLResult> Execute(GraphQLRequest request, object? state, CancellationToken cancellationToken)
    {
        if (!_preparer.TryPrepare(request, out var operation, out var errors))
        {
            return new(GraphQLResult.ForRequestError(errors));
        }

        var kind = operation.Definition.Operation;
        if (kind != OperationKind.Query && request.QueriesOnly)
        {
            var error = GraphQLError.WithCode(
                "Only queries may be sent by GET. Send this operation by POST.",
                "METHOD_NOT_ALLOWED"
            );
            return new(Refuse(operation, ResultKind.MutationByGet, [error]));
        }

        if (!TryCoerceVariables(request, operation, out var variables, out errors))
        {
            return new(Refuse(operation, ResultKind.RequestError, errors));
        }

        RootPlan plan;
        double cost;
        try
        {
            cost = operation.Cost.Evaluate(variables);
            if (cost > Options.Limits.MaxCost)
            {
                throw new LimitExceededException(
                    "COST_LIMIT_EXCEEDED",
                    "The operation's cost",
                    cost,
                    Options.Limits.MaxCost,
                    "Ask for shorter lists (`first`), or for fewer lists inside lists."
                );
            }

            plan = operation.GetPlan(variables);
        }
        catch (GraphQLException e)
        {
            return new(Refuse(operation, ResultKind.RequestError, [ToError(e)]));
        }

        return Run(new ReadyOperation(request, operation, plan, cost), variables, state, cancellationToken);
    }

    private ValueTask<GraphQLResult> Run(
        ReadyOperation execution,
        VariableValues variables,
        object? state,
        CancellationToken cancellationToken
    )
    {
        if (!_spare.TryDequeue(out var context))
        {
            context = new OperationContext(Schema, Options);
        }

        context.Begin(execution.Operation, variables, state, cancellationToken);
        try
        {
            return context.Start(execution.Plan) ? new(Finish(execution, context)) : new(WaitAsync(execution, context));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(FinishBroken(execution, context, e));
        }
    }

    private async Task<GraphQLResult> WaitAsync(ReadyOperation execution, OperationContext context)
    {
        try
        {
            await context.RunAsync();
            return Finish(execution, context);
        }
        catch (OperationCanceledException)
        {
            context.Dispose();
            throw;
        }
        catch (Exception e)
        {
            return FinishBroken(execution, context, e);
        }
    }

    private GraphQLResult Finish(ReadyOperation execution, OperationContext context)
    {
        var (operation, cost) = (execution.Operation, execution.Cost);
        return new GraphQLResult(
            context.Writer,
            context.WriteEnvelope(execution.Request.ReportCost ? cost : null),
            () => Release(context)
        )
        {
            Kind = ResultKind.Executed,
            HasErrors = context.Errors is not null,
            Operation = operation.Definition.Operation,
            OperationName = operation.Definition.Name?.Value,
            Cost = cost,
        };
    }

    /// <summary>The engine itself failed, or the response grew too large: there is no data.</summary>
    private GraphQLResult FinishBroken(ReadyOperation execution, OperationContext context, Exception exception)
    {
        context.Dispose();
        if (exception is GraphQLException known)
        {
            return Refuse(execution.Operation, ResultKind.Executed, [ToError(known)]);
        }

        var traceId = Activity.Current?.TraceId.ToHexString() ?? ActivityTraceId.CreateRandom().ToHexString();
        Options.OnUnexpectedError?.Invoke(
            new UnexpectedError(exception, traceId, execution.Operation.Definition.Name?.Value, null)
        );
        var error = new GraphQLException(
            "Internal error",
            "INTERNAL",
            new Dictionary<string, object?> { ["traceId"] = traceId }
        );
        return Refuse(execution.Operation, ResultKind.Executed, [ToError(error)]);
    }

    private void Release(OperationContext context)
    {
        if (!context.IsReusable || _spare.Count >= MaxSpareContexts)
        {
            context.Dispose();
            return;
        }

        context.Reset();
        _spare.Enqueue(context);
    }

    private bool TryCoerceVariables(
        GraphQLRequest request,
        PreparedOperation operation,
        out VariableValues variables,
        out IReadOnlyList<GraphQLError> errors
    )
    {
        variables = VariableValues.None;
        errors = [];
        if (operation.Variables.Count == 0)
        {
            return true;
        }

        try
        {
            using var json = RequestReader.ParseDocument(request.VariablesJson);
            var coerced = _variables.Coerce(operation, json?.RootElement ?? default, out errors);
            variables = coerced ?? variables;
            return coerced is not null;
        }
        catch (JsonException)
        {
            errors = [RequestReader.BadRequest("`variables` has an object with the same key twice.")];
        }
        catch (InvalidOperationException)
        {
            errors = [RequestReader.BadRequest("`variables` holds half a surrogate pair.")];
        }

        return false;
    }

    private static GraphQLResult Refuse(
        PreparedOperation operation,
        ResultKind kind,
        IReadOnlyList<GraphQLError> errors
    ) => GraphQLResult.ForRequestError(errors, kind, operation.Definition.Operation, operation.Definition.Name?.Value);

    private static GraphQLError ToError(GraphQLException e) => new(e.Message) { Extensions = e.Extensions };

    private sealed record ReadyOperation(
        GraphQLRequest Request,
        PreparedOperation Operation,
        RootPlan Plan,
        double Cost
    );
}
