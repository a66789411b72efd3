namespace DepGraph.Bolt;

/// <summary>The request is at fault: its Cypher, its parameters, a constraint, or the way the driver was used.</summary>
public class ClientException : Neo4jException
{
    public ClientException(string message, Exception? cause = null)
        : base(message, cause) { }

    public ClientException(string? code, string message, Exception? cause = null)
        : base(code, message, cause) { }
}
