namespace DepGraph.Ingestion.Follow;

/// <summary>A feed that cannot be read now. Asking again later may do, unless the message says what to mend.</summary>
/// <param name="message">For people; names the feed.</param>
/// <param name="inner">What was thrown; null for an answer.</param>
internal sealed class FeedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How long the feed wants no request; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The answer was larger than is read: a smaller page may do.</summary>
    public bool IsTooLarge { get; init; }
}
