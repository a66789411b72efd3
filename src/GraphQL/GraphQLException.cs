namespace DepGraph.GraphQL;

/// <summary>
/// A failure that the client may read. A resolver that throws one puts its message and extensions in <c>errors</c> as they
/// are; every other exception is masked, unless <see cref="Requests.GraphQLEngineOptions.Explain"/> knows better.
/// </summary>
public class GraphQLException : Exception
{
    public GraphQLException(string message, string code, IReadOnlyDictionary<string, object?>? extensions = null)
        : base(message)
    {
        Code = code;
        var all = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };
        foreach (var (name, value) in extensions ?? new Dictionary<string, object?>())
        {
            all[name] = value;
        }

        Extensions = all;
    }

    /// <summary>
    /// A failure that may pass: <c>retryable: true</c>, and <c>retryAfterMs</c> (milliseconds) where the delay is known.
    /// </summary>
    public static GraphQLException Retryable(string message, string code, TimeSpan? retryAfter = null)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["retryable"] = true };
        if (retryAfter is { } delay)
        {
            extensions["retryAfterMs"] = (long)delay.TotalMilliseconds;
        }

        return new GraphQLException(message, code, extensions);
    }

    /// <summary>Screaming snake case, for example NOT_FOUND.</summary>
    public string Code { get; }

    /// <summary>The code and whatever else the thrower gave.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; }

    /// <summary>What the client reads of it, before it has a place.</summary>
    public GraphQLError ToError() => new(Message) { Extensions = Extensions };
}
