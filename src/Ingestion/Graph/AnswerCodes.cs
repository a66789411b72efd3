using DepGraph.Ingestion.Registry;

namespace DepGraph.Ingestion.Graph;

/// <summary>Why an answer has no head or details, in the words of an error's <c>extensions.code</c>.</summary>
public static class AnswerCodes
{
    /// <summary>Still being fetched when the operation's time was over. Retryable.</summary>
    public const string Pending = "PENDING";

    /// <summary>The registry does not know the package.</summary>
    public const string PackageNotFound = "PACKAGE_NOT_FOUND";

    /// <summary>No registry can hold a package of that name.</summary>
    public const string InvalidName = "INVALID_PACKAGE_NAME";

    /// <summary>The full document at hand is older than the package's head. Retryable.</summary>
    public const string DocumentOutdated = "DOCUMENT_OUTDATED";

    /// <summary>This process is being stopped. Retryable.</summary>
    public const string Stopping = "STOPPING";

    /// <summary>The store fails, and so cannot be read, written, or used to ask the workers. Mostly retryable.</summary>
    public const string StoreUnavailable = "STORE_UNAVAILABLE";

    /// <summary>So much waits for the workers that no more is taken. Retryable.</summary>
    public const string QueueFull = "QUEUE_FULL";

    /// <summary>Something broke in this process; its log says what.</summary>
    public const string Internal = "INGESTION_FAILED";

    /// <summary>The code of a registry's failure: <c>REGISTRY_UNAVAILABLE</c>, <c>REGISTRY_TIMED_OUT</c>, …</summary>
    public static string Of(FailureKind kind) =>
        kind switch
        {
            FailureKind.Unavailable => "REGISTRY_UNAVAILABLE",
            FailureKind.TimedOut => "REGISTRY_TIMED_OUT",
            FailureKind.RateLimited => "REGISTRY_RATE_LIMITED",
            FailureKind.Unauthorized => "REGISTRY_UNAUTHORIZED",
            FailureKind.Malformed => "PACKUMENT_MALFORMED",
            FailureKind.TooLarge => "PACKUMENT_TOO_LARGE",
            FailureKind.Rejected => "REGISTRY_REJECTED",
            FailureKind.InvalidName => InvalidName,
            FailureKind.Misconfigured => "REGISTRY_MISCONFIGURED",
            _ => Internal,
        };
}
