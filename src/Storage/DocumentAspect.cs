namespace DepGraph.Storage;

/// <summary>One of a package's two documents, as it was last confirmed by the registry.</summary>
/// <param name="ETag">Its entity tag; null when the registry gave none.</param>
/// <param name="LastModified">Its Last-Modified as the registry spelled it; null when it gave none.</param>
/// <param name="FetchedAt">When it was last fetched or found unmodified.</param>
public sealed record DocumentAspect(string? ETag, string? LastModified, DateTimeOffset FetchedAt);
