namespace DepGraph.Ingestion.Registry;

/// <summary>Why a document could not be had, for reasons other than "there is none".</summary>
public enum FailureKind
{
    /// <summary>No connection, a connection that broke, a 5xx answer, or an open circuit.</summary>
    Unavailable,

    /// <summary>Nothing arrived in time: no connection, no headers, a stalled body, or too many tries.</summary>
    TimedOut,

    /// <summary>The registry asked to come back later (429) and did not relent in time.</summary>
    RateLimited,

    /// <summary>401, 402 or 403: a token is missing, wrong or not allowed to read this package.</summary>
    Unauthorized,

    /// <summary>The answer is not a packument: no JSON, another shape, broken compression.</summary>
    Malformed,

    /// <summary>The document is larger than this service reads.</summary>
    TooLarge,

    /// <summary>The registry refuses the request (another 4xx) or redirects where this client does not follow.</summary>
    Rejected,

    /// <summary>The name cannot be asked for: no registry can hold it.</summary>
    InvalidName,

    /// <summary>There is no usable registry setting.</summary>
    Misconfigured,
}
