namespace DepGraph.GraphApi.Http.Streaming;

/// <summary>Limits of WebSockets and server-sent events; bound from the section <see cref="SectionName"/>.</summary>
public sealed class StreamingOptions
{
    public const string SectionName = "Streaming";

    /// <summary>Open WebSockets and event streams together, 1 to 100,000; more are answered 503. Default 1,000.</summary>
    public int MaxConnections { get; set; } = 1_000;

    /// <summary>Operations that run at once on one WebSocket, 1 to 100,000; more get an error. Default 1,000.</summary>
    public int MaxOperationsPerSocket { get; set; } = 1_000;

    /// <summary>How long a WebSocket may take to send connection_init, in seconds, 1 to 300. Default 10.</summary>
    public int InitSeconds { get; set; } = 10;

    /// <summary>
    /// A connection with nothing to tell gives a sign of life this often, in seconds, 1 to 300; a WebSocket that does not reply
    /// within twice that time is cut off. Default 15.
    /// </summary>
    public int KeepAliveSeconds { get; set; } = 15;

    /// <summary>How long one message may take to be accepted by a client, in seconds, 1 to 600. Default 30.</summary>
    public int SendSeconds { get; set; } = 30;
}
