using System.Runtime.CompilerServices;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Requests;

/// <summary>Responses as a stream. https://spec.graphql.org/September2025/#sec-Subscription</summary>
public sealed partial class GraphQLEngine
{
    /// <summary>
    /// Executes a query or mutation, which gives one response, or starts a subscription, which gives one for each event. The
    /// request's memory is not needed any more when the task completes.
    /// </summary>
    /// <param name="createState">
    /// Makes what resolvers get from <c>FieldContext.State</c>: once for the subscription's stream, and once for each response.
    /// It is disposed with what it was made for.
    /// </param>
    /// <exception cref="OperationCanceledException">The client went away (<paramref name="cancellationToken"/>).</exception>
    public async ValueTask<ResponseStream> StreamAsync(
        GraphQLRequest request,
        Func<IDisposable?>? createState = null,
        CancellationToken cancellationToken = default
    )
    {
        createState ??= static () => null;
        if (!TryReady(request, out var ready, out var answer))
        {
            return ResponseStream.Of(answer);
        }

        if (ready.Kind != OperationKind.Subscription)
        {
            return new ResponseStream(ready.Operation, token => ExecuteOnceAsync(ready, createState, token));
        }

        var state = createState();
        var context = new OperationContext(Schema, Options);
        context.Begin(ready.Operation, ready.Variables, state, cancellationToken);
        var source = ready.Plan.Source;
        try
        {
            var events = source is null
                ? throw new GraphQLException("The subscription selects no field.", "BAD_REQUEST")
                : await source.SubscribeAsync(context);
            return new ResponseStream(
                ready.Operation,
                token => ExecuteEventsAsync(ready, events, createState, token),
                state
            );
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            state?.Dispose();
            return ResponseStream.Of(RefuseSource(ready, context, e));
        }
        catch
        {
            state?.Dispose();
            throw;
        }
        finally
        {
            context.Dispose();
        }
    }

    private async IAsyncEnumerable<GraphQLResult> ExecuteOnceAsync(
        ReadyOperation ready,
        Func<IDisposable?> createState,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var state = createState();
        using var result = await Execute(ready, default, state, cancellationToken);
        yield return result;
    }

    /// <summary>https://spec.graphql.org/September2025/#MapSourceToResponseEvent()</summary>
    private async IAsyncEnumerable<GraphQLResult> ExecuteEventsAsync(
        ReadyOperation ready,
        IAsyncEnumerable<Root> source,
        Func<IDisposable?> createState,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var events = source.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            GraphQLResult? failure = null;
            try
            {
                if (!await events.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                using var context = new OperationContext(Schema, Options);
                context.Begin(ready.Operation, ready.Variables, null, cancellationToken);
                failure = RefuseSource(ready, context, e);
            }

            if (failure is not null)
            {
                using (failure)
                {
                    yield return failure;
                }

                yield break;
            }

            using var state = createState();
            using var result = await Execute(ready, events.Current, state, cancellationToken);
            yield return result;
        }
    }

    /// <summary>The stream of a subscription failed: there is no data, and nothing follows.</summary>
    private GraphQLResult RefuseSource(ReadyOperation ready, OperationContext context, Exception exception)
    {
        var error = ready.Plan.Source is { Field: var field }
            ? context.ToError(exception, field, new PathNode(null, field.ResponseKey, 0))
            : ToError(exception, ready.Operation);
        return Refuse(ready.Operation, ResultKind.RequestError, [error]);
    }
}
