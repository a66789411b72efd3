namespace DepGraph.Storage;

/// <summary>When a commit is full that is one of very many.</summary>
/// <param name="Packages">How many packages it takes at most.</param>
/// <param name="Bytes">The bytes of heads and details after which it takes no more.</param>
public readonly record struct BulkBatch(int Packages, long Bytes);
