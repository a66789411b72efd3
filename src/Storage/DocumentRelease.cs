namespace DepGraph.Storage;

/// <summary>The end of a lease.</summary>
/// <param name="Document">What was leased.</param>
/// <param name="Token">The lease.</param>
/// <param name="Failure">Why it could not be fetched; null: it was, or was not tried.</param>
public readonly record struct DocumentRelease(PackageDocument Document, long Token, DocumentFailure? Failure);
