namespace DepGraph.Storage;

/// <summary>When a package was last confirmed by the registry.</summary>
public readonly record struct FetchAge(string Name, DateTimeOffset FetchedAt);
