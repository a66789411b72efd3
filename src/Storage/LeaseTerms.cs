namespace DepGraph.Storage;

/// <summary>On what terms a worker leases.</summary>
/// <param name="Worker">Its name, of its own for each process: shown with the job.</param>
/// <param name="Duration">How long a lease lasts, by the store's clock, unless it is renewed.</param>
/// <param name="MaxAttempts">
/// How often a job is begun: one whose last attempt was the last allowed and ended without a word is parked as
/// <see cref="IngestionState.Failed"/> instead of being leased.
/// </param>
public sealed record LeaseTerms(string Worker, TimeSpan Duration, int MaxAttempts);
