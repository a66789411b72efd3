namespace DepGraph.Bolt;

/// <summary>Something that the server refused, or that stood between the driver and the server.</summary>
/// <param name="code">The server's code, such as <c>Neo.ClientError.Statement.SyntaxError</c>; null when the driver itself found the error.</param>
/// <param name="message">What happened, for people.</param>
/// <param name="cause">What led to it; null when nothing did.</param>
public class Neo4jException(string? code, string message, Exception? cause = null) : Exception(message, cause)
{
    public Neo4jException(string message, Exception? cause = null)
        : this(null, message, cause) { }

    /// <summary>The server's code; null when the driver itself found the error.</summary>
    public string? Code { get; } = code;

    /// <summary>The GQLSTATUS, such as <c>42N62</c>; null below Bolt 5.7 and for errors of the driver.</summary>
    public string? GqlStatus { get; internal set; }

    /// <summary>The standard's words for <see cref="GqlStatus"/>; null when that is.</summary>
    public string? GqlStatusDescription { get; internal set; }

    /// <summary>Whether the same transaction may succeed when it is run once more, as it is. Managed transactions do so by themselves.</summary>
    public virtual bool IsRetriable => false;
}
