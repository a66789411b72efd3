namespace DepGraph.Bolt;

/// <summary>Records were asked for after the result was consumed, or its transaction or session was closed.</summary>
public sealed class ResultConsumedException(string message) : ClientException(message);
