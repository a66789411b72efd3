namespace DepGraph.Bolt;

/// <summary>What a query did. Times are the server's; those it does not tell are zero.</summary>
public interface IResultSummary
{
    /// <summary>The query, parameters included.</summary>
    Query Query { get; }

    QueryType QueryType { get; }

    ICounters Counters { get; }

    /// <summary>What the server has to say about the query, such as a label that does not exist; empty for nothing.</summary>
    IReadOnlyList<INotification> Notifications { get; }

    /// <summary>Until the first record was there.</summary>
    TimeSpan ResultAvailableAfter { get; }

    /// <summary>Until the last record was fetched.</summary>
    TimeSpan ResultConsumedAfter { get; }

    IServerInfo Server { get; }

    /// <summary>The database in which it ran; null when the server does not say.</summary>
    string? Database { get; }

    /// <summary>The plan of a query with <c>EXPLAIN</c> or <c>PROFILE</c>, as the server sends it; null for others.</summary>
    IReadOnlyDictionary<string, object?>? Plan { get; }
}
