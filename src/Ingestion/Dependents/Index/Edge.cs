namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>An edge between two packages that are known from where it stands.</summary>
/// <param name="Range">The range that the latest version declares, by its number in <see cref="RangeTexts"/>.</param>
/// <param name="Use">Kind and counts.</param>
internal readonly record struct Edge(int Range, EdgeUse Use);
