using System.Runtime.CompilerServices;
using DepGraph.Bolt.Internal.Connections;
using DepGraph.Bolt.PackStream;
using DepGraph.Bolt.PackStream.Chunks;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>
/// One connection that speaks Bolt: requests are collected, sent with one flush, and answered in their order. For one task at a time;
/// only <see cref="Abort"/> may be called beside. An exception out of a member leaves it failed (the server refused something),
/// interrupted (answers were left unread) or defunct; <see cref="ResetAsync"/> mends the first two.
/// </summary>
internal sealed partial class BoltConnection : IPooledConnection
{
    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(1);

    private readonly Transport transport;
    private readonly IConnectionObserver observer;
    private readonly ChunkReader input;
    private readonly StateMachine machine = new();
    private readonly Queue<PendingRequest> unanswered = new();
    private long answered;
    private bool isResetting;

    /// <summary>What the server refused, or what broke, since the last RESET.</summary>
    private Neo4jException? failure;

    public BoltConnection(
        Transport transport,
        BoltVersion version,
        IConnectionObserver observer,
        NotificationLog notifications,
        int maxMessageSize
    )
    {
        this.transport = transport;
        this.observer = observer;
        Notifications = notifications;
        Version = version;
        input = new ChunkReader(transport, maxMessageSize);
        writer = new PackStreamWriter(output, version.HasUtc ? DateTimeEncoding.Utc : DateTimeEncoding.Legacy);
    }

    public ServerAddress Address => transport.Address;

    public BoltVersion Version { get; }

    public NotificationLog Notifications { get; }

    public LastText LastBookmark { get; } = new();

    public LastText LastDatabase { get; } = new();

    /// <summary>What the server said in its answer to HELLO.</summary>
    public ServerHello Server { get; } = new();

    public IServerInfo Info => field ??= new ServerInfo(Address.ToString(), Version.ToString(), Server.Agent);

    /// <summary>As whom the connection is logged on, or will be with the next request.</summary>
    public AuthToken? Auth { get; private set; }

    /// <summary>What the one who has the connection wants of it: what an error means depends on that.</summary>
    public ConnectionUse Use { get; set; }

    public ConnectionState State => machine.State;

    public bool IsOpen => State != ConnectionState.Defunct;

    public bool IsClean => State == ConnectionState.Ready && unanswered.Count == 0 && output.Pending.IsEmpty;

    public bool IsInterrupted => State == ConnectionState.Interrupted;

    public bool IsStale => transport.IsStale;

    /// <summary>Sends what was written.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await output.FlushAsync(transport, cancellationToken);
        }
        catch (Neo4jException e)
        {
            throw Break(e);
        }
        catch (OperationCanceledException)
        {
            // Half a message may be under way.
            Close($"Sending to {Address} was cancelled; the connection is closed.");
            throw;
        }
    }

    /// <summary>Waits until the request with this number is answered.</summary>
    /// <exception cref="Neo4jException">It, or one before it, failed.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReceiveAsync(long request, CancellationToken cancellationToken)
    {
        while (answered < request)
        {
            if (TryRead())
            {
                Dispatch();
            }
            else
            {
                await WaitAsync(cancellationToken);
            }
        }

        ThrowIfFailed();
    }

    /// <summary>Waits until all that was sent is answered.</summary>
    /// <exception cref="Neo4jException">A request failed.</exception>
    public ValueTask ReceiveAllAsync(CancellationToken cancellationToken) => ReceiveAsync(written, cancellationToken);

    /// <summary>Waits until one more message has been dealt with.</summary>
    /// <exception cref="Neo4jException">A request failed.</exception>
    public async ValueTask ReceiveOneAsync(CancellationToken cancellationToken)
    {
        ThrowIfFailed();
        await ReceiveMessageAsync(cancellationToken);
        ThrowIfFailed();
    }

    public async ValueTask ResetAsync(CancellationToken cancellationToken)
    {
        var reset = WriteReset();
        isResetting = true;
        try
        {
            await FlushAsync(cancellationToken);
            while (answered < reset)
            {
                await ReceiveMessageAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            Close($"{Address} did not answer RESET in time; the connection is closed.");
            throw;
        }
        finally
        {
            isResetting = false;
        }

        ThrowIfFailed();
    }

    public void Abort(Neo4jException reason) => transport.Abort(reason);

    /// <summary>Takes leave where the peer may still listen, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsClean)
        {
            WriteGoodbye();
            using var patience = transport.LimitOf(PatienceAtTheEnd);
            try
            {
                await output.FlushAsync(transport, patience.Token);
            }
            catch (Exception e) when (e is Neo4jException or OperationCanceledException)
            {
                // GOODBYE is a courtesy: the peer notices the end without it.
            }
        }

        machine.OnDefect();
        await transport.DisposeAsync();
    }

    /// <summary>Deals with one message, at once if there is a whole one.</summary>
    private ValueTask ReceiveMessageAsync(CancellationToken cancellationToken)
    {
        if (!TryRead())
        {
            return WaitAsync(cancellationToken);
        }

        Dispatch();
        return ValueTask.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await input.ReadAsync(cancellationToken))
            {
                throw Break(new ServiceUnavailableException($"{Address} closed the connection."));
            }
        }
        catch (EndOfStreamException e)
        {
            throw Break(new ServiceUnavailableException($"{Address} closed the connection: {e.Message}", e));
        }
        catch (PackStreamException e)
        {
            throw Break(TooLong(e));
        }
        catch (Neo4jException e)
        {
            throw Break(e);
        }
        catch (OperationCanceledException)
        {
            if (transport.CanCancelReads)
            {
                machine.OnInterruption();
            }
            else
            {
                Close($"Reading from {Address} was cancelled; the connection is closed.");
            }

            throw;
        }

        Dispatch();
    }

    private bool TryRead()
    {
        try
        {
            return input.TryRead();
        }
        catch (PackStreamException e)
        {
            throw Break(TooLong(e));
        }
    }

    private static ProtocolException TooLong(PackStreamException cause) =>
        new($"{cause.Message} (Config.MaxMessageSize).", cause);

    private void Dispatch()
    {
        try
        {
            Dispatch(input.Message.Span);
        }
        catch (PackStreamException e) when (!IsInterrupted)
        {
            throw Break(new ProtocolException($"{Address} sent what is no Bolt: {e.Message}", e));
        }
        catch (ProtocolException e)
        {
            throw Break(e);
        }
    }

    private void Dispatch(ReadOnlySpan<byte> message)
    {
        var reader = new PackStreamReader(message);
        reader.ReadStructHeader(out var tag);
        if (!unanswered.TryPeek(out var request))
        {
            throw new ProtocolException($"{Address} answers ({tag:X2}) though nothing was asked.");
        }

        if (tag == ResponseTag.Record)
        {
            OnRecord(request, message[reader.Offset..]);
            return;
        }

        unanswered.Dequeue();
        answered++;
        switch (tag)
        {
            case ResponseTag.Success:
                OnSuccess(request, ref reader);
                break;
            case ResponseTag.Failure:
                OnFailure(request, ref reader);
                break;
            case ResponseTag.Ignored when isResetting || failure is not null:
                break;
            default:
                throw new ProtocolException(
                    $"{Address} answered {request.Tag} with {tag:X2}, which makes no sense here."
                );
        }
    }

    private void OnRecord(PendingRequest request, ReadOnlySpan<byte> fields)
    {
        if (request is not { Tag: RequestTag.Pull or RequestTag.Discard, Handler: ResultHandler result })
        {
            throw new ProtocolException($"{Address} answers {request.Tag} with a record.");
        }

        if (isResetting)
        {
            return;
        }

        try
        {
            result.OnRecord(fields);
        }
        catch
        {
            // Whoever reads rows has failed, not the connection; what follows in the result is left unread.
            machine.OnInterruption();
            throw;
        }
    }

    private void OnSuccess(PendingRequest request, ref PackStreamReader metadata)
    {
        if (request.Tag == RequestTag.Reset)
        {
            failure = null;
        }

        if (isResetting)
        {
            return;
        }

        request.Handler.OnSuccess(request.Tag, ref metadata);
        if (!request.EndsResult && request.Handler is ResultHandler { HasMore: false } && request.Tag != RequestTag.Run)
        {
            machine.OnResultEnded();
        }
    }

    private void OnFailure(PendingRequest request, ref PackStreamReader metadata)
    {
        var error = ServerFailure.Read(ref metadata);
        if (request.Tag == RequestTag.Reset)
        {
            throw new ProtocolException($"{Address} could not reset the connection: {error.Message}", error);
        }

        if (request.Tag is RequestTag.Hello or RequestTag.Logon or RequestTag.Logoff)
        {
            // As whom it is logged on from here is nothing to rely on.
            Break(error);
        }
        else if (!isResetting)
        {
            failure ??= observer.OnError(this, error);
            machine.OnFailure();
        }
    }

    /// <summary>Closes on this side's own account: nothing is wrong with the server.</summary>
    private void Close(string reason)
    {
        machine.OnDefect();
        failure ??= new ServiceUnavailableException(reason);
        transport.Abort(failure);
    }

    private Neo4jException Break(Neo4jException cause)
    {
        if (IsOpen)
        {
            machine.OnDefect();
            var meaning = observer.OnError(this, cause);
            failure ??= meaning;
            transport.Abort(cause);
        }

        return failure!;
    }

    private void ThrowIfFailed()
    {
        if (failure is not null)
        {
            throw failure;
        }
    }
}
