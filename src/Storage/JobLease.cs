namespace DepGraph.Storage;

/// <summary>A job that was leased.</summary>
/// <param name="Job">The job as it was when it was leased: Running.</param>
/// <param name="Token">Names this lease: it grows with each lease of the job, and only the last one's holder may write.</param>
public sealed record JobLease(IngestionRecord Job, long Token);
