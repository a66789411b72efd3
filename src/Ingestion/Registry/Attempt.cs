namespace DepGraph.Ingestion.Registry;

/// <summary>How one request ended, as the retry loop and the circuit breaker see it.</summary>
/// <param name="Answer">What the call answers if this was its last request.</param>
/// <param name="Retries">How many retries such an end is worth; 0: it is final.</param>
/// <param name="IsOutage">Whether it says that the host as a whole does not work, rather than this one document.</param>
/// <param name="Pause">How long the host wants no request at all; null: it did not say.</param>
internal readonly record struct Attempt(
    RegistryAnswer Answer,
    int Retries = 0,
    bool IsOutage = false,
    TimeSpan? Pause = null
);
