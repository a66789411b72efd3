namespace DepGraph.Ingestion.Follow;

/// <summary>What a feed says of one document.</summary>
/// <param name="Name">Its id: a package's name, or something else that a registry keeps beside packages.</param>
/// <param name="IsDeleted">It is gone.</param>
internal readonly record struct FeedChange(string Name, bool IsDeleted);
