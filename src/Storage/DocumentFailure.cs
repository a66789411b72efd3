namespace DepGraph.Storage;

/// <summary>Why a document could not be fetched: for a while it is the answer to all who want it.</summary>
public sealed record DocumentFailure
{
    /// <summary>For programs.</summary>
    public required string Code { get; init; }

    /// <summary>For people; names the package.</summary>
    public required string Message { get; init; }

    /// <summary>Asking again later can succeed without anyone mending anything.</summary>
    public required bool IsRetryable { get; init; }

    /// <summary>When the registry said that asking again makes sense; null when it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How long it counts from now on.</summary>
    public required TimeSpan Remaining { get; init; }
}
