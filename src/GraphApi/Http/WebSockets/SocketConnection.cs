using System.Net.WebSockets;
using DepGraph.GraphQL.Requests;

namespace DepGraph.GraphApi.Http.WebSockets;

/// <summary>
/// One WebSocket that speaks graphql-transport-ws, from its opening to its end. Messages are taken one after the other; what they
/// start runs side by side. https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
/// </summary>
internal sealed class SocketConnection(
    WebSocket socket,
    SocketReader reader,
    SocketSender sender,
    SocketOperations operations,
    TimeSpan initPatience,
    TimeProvider time,
    Action<Exception> onFailure
)
{
    /// <summary>How long a client has to answer a close in kind.</summary>
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    private ITimer? cut;
    private int isClosing;
    private bool isInitialised;
    private bool isAcknowledged;

    /// <param name="stopping">The service stops: the client is told to come back later.</param>
    /// <param name="aborted">The connection is gone.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborted)
    {
        await using var initTimer = time.CreateTimer(
            _ => BeginClose(CloseCode.InitTimeout, "Connection initialisation timeout"),
            null,
            initPatience,
            Timeout.InfiniteTimeSpan
        );
        await using var stop = stopping.UnsafeRegister(
            connection =>
                ((SocketConnection)connection!).BeginClose(CloseCode.GoingAway, "The service stops; connect again"),
            this
        );
        try
        {
            await TakeAllAsync(initTimer, aborted);
            // Whoever closed first: the other's close is the end of the connection.
            await CloseAsync(WebSocketCloseStatus.NormalClosure, "");
            await reader.DrainAsync(aborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client is gone, with or without a word.
        }
        finally
        {
            await operations.CloseAsync();
            if (cut is not null)
            {
                await cut.DisposeAsync();
            }
        }
    }

    /// <summary>Takes messages until one side closes.</summary>
    private async Task TakeAllAsync(ITimer initTimer, CancellationToken aborted)
    {
        try
        {
            while (await reader.ReadAsync(aborted) is { } text && Volatile.Read(ref isClosing) == 0)
            {
                await TakeAsync(text, initTimer, aborted);
            }
        }
        catch (MessageTooBigException e)
        {
            await CloseAsync(CloseCode.TooBig, e.Message);
        }
    }

    private async Task TakeAsync(ReadOnlyMemory<byte> text, ITimer initTimer, CancellationToken aborted)
    {
        if (!SocketMessage.TryParse(text, out var message, out var problem))
        {
            await CloseAsync(CloseCode.InvalidMessage, $"Invalid message: {problem}");
            return;
        }

        switch (message.Type)
        {
            case SocketMessageType.Ping:
                await sender.PongAsync(aborted);
                break;
            case SocketMessageType.ConnectionInit when isInitialised:
                await CloseAsync(CloseCode.TooManyInits, "Too many initialisation requests");
                break;
            case SocketMessageType.ConnectionInit:
                isInitialised = true;
                initTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                await sender.AcknowledgeAsync(aborted);
                isAcknowledged = true;
                break;
            case SocketMessageType.Subscribe when !isAcknowledged:
                await CloseAsync(CloseCode.Unauthorized, "Unauthorized: send connection_init first");
                break;
            case SocketMessageType.Subscribe:
                await SubscribeAsync(message);
                break;
            case SocketMessageType.Complete:
                operations.Stop(message.Id);
                break;
        }
    }

    private async Task SubscribeAsync(SocketMessage message)
    {
        if (!GraphQLRequest.TryParse(message.Payload, out var request, out var error))
        {
            await CloseAsync(CloseCode.InvalidMessage, $"Invalid message: {error.Message}");
        }
        else if (!operations.TryStart(message.Id, request, OnFailure))
        {
            await CloseAsync(CloseCode.SubscriberExists, $"Subscriber for {message.Id} already exists");
        }
    }

    private void OnFailure(Exception exception)
    {
        if (exception is WebSocketException)
        {
            return;
        }

        onFailure(exception);
        BeginClose(CloseCode.Internal, "Internal error");
    }

    private void BeginClose(WebSocketCloseStatus status, string reason) => _ = CloseAsync(status, reason);

    /// <summary>Says why; a client that does not take that, or does not close too, is cut off after a while.</summary>
    private async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        if (Interlocked.Exchange(ref isClosing, 1) != 0)
        {
            return;
        }

        cut = time.CreateTimer(_ => socket.Abort(), null, ClosePatience, Timeout.InfiniteTimeSpan);
        using var patience = new CancellationTokenSource(ClosePatience, time);
        try
        {
            await sender.CloseAsync(status, reason, patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            socket.Abort();
        }
    }
}
