using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.GraphQL.Execution.Coercion;
using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Limits;

namespace DepGraph.GraphQL.Requests;

/// <summary>Executes requests against one schema. Safe for any number of threads; one for the process's life.</summary>
public sealed partial class GraphQLEngine
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
        if (!TryReady(request, out var ready, out var answer))
        {
            return new(answer);
        }

        if (ready.Kind == OperationKind.Subscription)
        {
            var error = GraphQLError.WithCode(
                "This is a subscription: it needs a transport that streams, server-sent events or a WebSocket.",
                "SUBSCRIPTION_NEEDS_STREAM"
            );
            return new(Refuse(ready.Operation, ResultKind.RequestError, [error]));
        }

        return Execute(ready, default, state, cancellationToken);
    }

    /// <summary>
    /// What keeps a document from being executed, whichever of its operations is selected: syntax, validation, limits (a cost
    /// that depends on variables is not judged). Empty when nothing does.
    /// </summary>
    public IReadOnlyList<GraphQLError> Check(string document) => _preparer.Check(document);

    /// <summary>Everything before execution; false, with the answer, when it does not come to that.</summary>
    private bool TryReady(
        GraphQLRequest request,
        [NotNullWhen(true)] out ReadyOperation? ready,
        [NotNullWhen(false)] out GraphQLResult? answer
    )
    {
        PreparedOperation? operation = null;
        ready = null;
        try
        {
            if (_preparer.TryPrepare(request, out operation, out var errors))
            {
                return TryMakeReady(request, operation, out ready, out answer);
            }

            answer = Refuse(null, ResultKind.RequestError, errors);
        }
#pragma warning disable CA1031 // The host's scalars and input objects take part in this; what they throw is an answer too.
        catch (Exception e)
#pragma warning restore CA1031
        {
            answer = Refuse(operation, ResultKind.RequestError, [ToError(e, operation)]);
        }

        return false;
    }

    /// <summary>What the request's variables decide.</summary>
    /// <exception cref="GraphQLException">A value does not fit.</exception>
    private bool TryMakeReady(
        GraphQLRequest request,
        PreparedOperation operation,
        [NotNullWhen(true)] out ReadyOperation? ready,
        [NotNullWhen(false)] out GraphQLResult? answer
    )
    {
        ready = null;
        answer = null;
        if (operation.Definition.Operation == OperationKind.Mutation && request.QueriesOnly)
        {
            var error = GraphQLError.WithCode(
                "Only queries may be sent by GET. Send this operation by POST.",
                "METHOD_NOT_ALLOWED"
            );
            answer = Refuse(operation, ResultKind.MutationByGet, [error]);
            return false;
        }

        if (!TryCoerceVariables(request, operation, out var variables, out var errors))
        {
            answer = Refuse(operation, ResultKind.RequestError, errors);
            return false;
        }

        var cost = operation.Cost.Evaluate(variables);
        try
        {
            OperationPreparer.CheckCost(cost, Options.Limits);
            ready = new ReadyOperation(operation, variables, operation.GetPlan(variables), cost, request.Cost);
        }
        catch (GraphQLException e)
        {
            answer = Refuse(operation, ResultKind.RequestError, [ToError(e, operation)], ReportOf(request.Cost, cost));
            return false;
        }

        if (request.Cost == CostMode.Validate)
        {
            var report = new CostReport(cost, Options.Limits.MaxCost);
            answer = GraphQLResult.ForCost(report, ready.Kind, operation.Definition.Name?.Value);
        }

        return answer is null;
    }

    private CostReport? ReportOf(CostMode mode, double cost) =>
        mode == CostMode.None ? null : new CostReport(cost, Options.Limits.MaxCost);

    private ValueTask<GraphQLResult> Execute(
        ReadyOperation execution,
        Root root,
        object? state,
        CancellationToken cancellationToken
    )
    {
        // Continuations of resolvers must not wander to the caller's context: they run where the operation's turn is.
        var callersContext = SynchronizationContext.Current;
        if (callersContext is null)
        {
            return Run(execution, root, state, cancellationToken);
        }

        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return Run(execution, root, state, cancellationToken);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(callersContext);
        }
    }

    private ValueTask<GraphQLResult> Run(
        ReadyOperation execution,
        Root root,
        object? state,
        CancellationToken cancellationToken
    )
    {
        if (!_spare.TryDequeue(out var context))
        {
            context = new OperationContext(Schema, Options);
        }

        context.Begin(execution.Operation, execution.Variables, state, cancellationToken);
        try
        {
            return context.Start(execution.Plan, root)
                ? new(Finish(execution, context))
                : new(WaitAsync(execution, context));
        }
        catch (OperationCanceledException) when (context.IsClientGone)
        {
            context.Dispose();
            throw;
        }
        catch (Exception e)
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
        catch (OperationCanceledException) when (context.IsClientGone)
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
            context.WriteEnvelope(ReportOf(execution.CostMode, cost)),
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
        return Refuse(execution.Operation, ResultKind.Executed, [ToError(exception, execution.Operation)]);
    }

    private GraphQLError ToError(Exception exception, PreparedOperation? operation)
    {
        var shown =
            exception as GraphQLException
            ?? UnexpectedError.Show(exception, Options, operation?.Definition.Name?.Value, path: null);
        return shown.ToError();
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
        PreparedOperation? operation,
        ResultKind kind,
        IReadOnlyList<GraphQLError> errors,
        CostReport? cost = null
    )
    {
        var definition = operation?.Definition;
        return GraphQLResult.ForRequestError(errors, kind, definition?.Operation, definition?.Name?.Value, cost);
    }

    /// <summary>An operation with everything it takes to execute it.</summary>
    private sealed record ReadyOperation(
        PreparedOperation Operation,
        VariableValues Variables,
        RootPlan Plan,
        double Cost,
        CostMode CostMode
    )
    {
        public OperationKind Kind => Operation.Definition.Operation;
    }
}
