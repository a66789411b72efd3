namespace DepGraph.Storage;

/// <summary>One of a package's two documents.</summary>
/// <param name="Name">The package.</param>
/// <param name="IsFull">The full document; otherwise the abbreviated one, which the head is made of.</param>
public readonly record struct PackageDocument(string Name, bool IsFull);
