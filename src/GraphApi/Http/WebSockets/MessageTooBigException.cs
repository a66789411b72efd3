namespace DepGraph.GraphApi.Http.WebSockets;

/// <summary>A message is larger than the service takes.</summary>
internal sealed class MessageTooBigException(long maxBytes)
    : Exception($"A message may have {maxBytes} bytes (Api:MaxBodyBytes).");
