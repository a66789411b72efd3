using DepGraph.GraphQL;
using DepGraph.GraphQL.Requests;
using DepGraph.Ingestion.Graph;

namespace DepGraph.GraphApi.Http.WebSockets;

/// <summary>The operations that run on one socket, by the ids that the client gave them.</summary>
internal sealed class SocketOperations(
    GraphQLEngine engine,
    ConsistentReads reads,
    Func<CancellationToken, GraphSession> beginSession,
    SocketSender sender,
    int most
)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Operation> running = new(StringComparer.Ordinal);
    private bool isClosed;

    /// <summary>
    /// Starts one. It has begun to listen for its events when this returns, so that a client which is answered afterwards knows
    /// that it misses none.
    /// </summary>
    /// <param name="onFailure">Gets what neither the client's leaving nor the operation explains.</param>
    /// <returns>False when one of that id runs.</returns>
    public bool TryStart(string id, GraphQLRequest request, Action<Exception> onFailure)
    {
        Operation operation;
        lock (gate)
        {
            if (isClosed)
            {
                return true;
            }

            if (running.ContainsKey(id))
            {
                return false;
            }

            operation = new Operation(id, request, isRefused: running.Count >= most);
            running.Add(id, operation);
        }

        operation.Task = RunAsync(operation, onFailure);
        return true;
    }

    /// <summary>Ends one, of which nothing more is sent; an unknown one has ended by itself.</summary>
    public void Stop(string id)
    {
        Operation? operation;
        lock (gate)
        {
            running.Remove(id, out operation);
        }

        operation?.Stop();
    }

    /// <summary>Ends all, and completes when they have ended. None starts any more.</summary>
    public async Task CloseAsync()
    {
        Operation[] operations;
        lock (gate)
        {
            isClosed = true;
            operations = [.. running.Values];
        }

        foreach (var operation in operations)
        {
            operation.Stop();
        }

        await Task.WhenAll(operations.Select(operation => operation.Task));
    }

    private async Task RunAsync(Operation operation, Action<Exception> onFailure)
    {
        try
        {
            await (operation.IsRefused ? RefuseAsync(operation) : ExecuteAsync(operation));
        }
        catch (OperationCanceledException) when (operation.Token.IsCancellationRequested)
        {
            // The client has stopped it, or is gone.
        }
        catch (Exception e)
        {
            onFailure(e);
        }
        finally
        {
            Release(operation);
            operation.Dispose();
        }
    }

    private async Task ExecuteAsync(Operation operation)
    {
        var token = operation.Token;
        if (await reads.RefusalAsync(token) is { } refusal)
        {
            await RefuseAsync(operation, refusal);
            return;
        }

        var stream = await engine.StreamAsync(operation.Request, () => beginSession(token), token);
        using (stream)
        {
            await foreach (var result in stream.ReadAllAsync(token))
            {
                if (result.IsRefused)
                {
                    Release(operation);
                    await sender.SendAsync(operation.Id, result, token);
                    return;
                }

                await sender.SendAsync(operation.Id, result, token);
            }
        }

        // Released first: who has the end of it may use its id again.
        Release(operation);
        await sender.CompleteAsync(operation.Id, token);
    }

    private Task RefuseAsync(Operation operation) =>
        RefuseAsync(
            operation,
            GraphQLResult.ForRequestError(
                GraphQLError.WithCode(
                    $"{most} operations run on this connection already (Streaming:MaxOperationsPerSocket); complete one of them, or open another connection.",
                    "TOO_MANY_OPERATIONS"
                )
            )
        );

    private async Task RefuseAsync(Operation operation, GraphQLResult refusal)
    {
        using (refusal)
        {
            Release(operation);
            await sender.SendAsync(operation.Id, refusal, operation.Token);
        }
    }

    private void Release(Operation operation)
    {
        lock (gate)
        {
            if (running.TryGetValue(operation.Id, out var present) && present == operation)
            {
                running.Remove(operation.Id);
            }
        }
    }

    private sealed class Operation : IDisposable
    {
        private readonly Lock gate = new();
        private readonly CancellationTokenSource stopping = new();
        private bool isDisposed;

        public Operation(string id, GraphQLRequest request, bool isRefused)
        {
            (Id, Request, IsRefused) = (id, request, isRefused);
            Token = stopping.Token;
        }

        public string Id { get; }

        public GraphQLRequest Request { get; }

        public bool IsRefused { get; }

        public CancellationToken Token { get; }

        public Task Task { get; set; } = Task.CompletedTask;

        public void Stop()
        {
            lock (gate)
            {
                if (!isDisposed)
                {
                    stopping.Cancel();
                }
            }
        }

        public void Dispose()
        {
            lock (gate)
            {
                isDisposed = true;
                stopping.Dispose();
            }
        }
    }
}
