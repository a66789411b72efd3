namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>Follows a connection's state over the requests that are sent and the results that end.</summary>
internal sealed class StateMachine
{
    private int openResults;

    public ConnectionState State { get; private set; } = ConnectionState.Negotiated;

    /// <summary>A request is about to be written.</summary>
    /// <param name="request">Which.</param>
    /// <param name="hasLogon">Whether credentials travel apart from HELLO.</param>
    /// <exception cref="InvalidOperationException">It is not allowed now: a defect of the driver, or two tasks share a session.</exception>
    public void OnRequest(RequestTag request, bool hasLogon)
    {
        State = (State, request) switch
        {
            (ConnectionState.Defunct, _) => throw NotAllowed(request),
            (_, RequestTag.Goodbye) => ConnectionState.Defunct,
            (ConnectionState.Negotiated, RequestTag.Hello) => hasLogon
                ? ConnectionState.Unauthenticated
                : ConnectionState.Ready,
            (ConnectionState.Unauthenticated, RequestTag.Logon) => ConnectionState.Ready,
            (ConnectionState.Negotiated or ConnectionState.Unauthenticated, _) => throw NotAllowed(request),
            (_, RequestTag.Reset) => ConnectionState.Ready,
            (ConnectionState.Ready, RequestTag.Logoff) => ConnectionState.Unauthenticated,
            (ConnectionState.Ready, RequestTag.Route or RequestTag.Telemetry) => ConnectionState.Ready,
            (ConnectionState.Ready, RequestTag.Begin) => ConnectionState.TransactionReady,
            (ConnectionState.Ready, RequestTag.Run) => ConnectionState.Streaming,
            (ConnectionState.TransactionReady or ConnectionState.TransactionStreaming, RequestTag.Run) =>
                ConnectionState.TransactionStreaming,
            (
                ConnectionState.Streaming
                    or ConnectionState.TransactionStreaming,
                RequestTag.Pull
                    or RequestTag.Discard
            ) => State,
            (ConnectionState.TransactionReady, RequestTag.Commit or RequestTag.Rollback) => ConnectionState.Ready,
            _ => throw NotAllowed(request),
        };
        openResults = request switch
        {
            RequestTag.Run => openResults + 1,
            RequestTag.Reset => 0,
            _ => openResults,
        };
    }

    /// <summary>A result has no more records, or will have none when all that was sent is answered.</summary>
    public void OnResultEnded()
    {
        openResults--;
        if (openResults == 0)
        {
            State = State switch
            {
                ConnectionState.Streaming => ConnectionState.Ready,
                ConnectionState.TransactionStreaming => ConnectionState.TransactionReady,
                _ => State,
            };
        }
    }

    public void OnFailure() => Become(ConnectionState.Failed);

    public void OnInterruption() => Become(ConnectionState.Interrupted);

    public void OnDefect() => State = ConnectionState.Defunct;

    private void Become(ConnectionState state)
    {
        if (State != ConnectionState.Defunct)
        {
            State = state;
        }
    }

    private InvalidOperationException NotAllowed(RequestTag request) =>
        new($"{request} cannot be sent to a connection that is {State}. Is a session used by two tasks at once?");
}
