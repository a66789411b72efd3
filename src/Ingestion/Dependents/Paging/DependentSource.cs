namespace DepGraph.Ingestion.Dependents.Paging;

/// <summary>A depending package.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rank">How many dependents it has itself, in an order that goes by that; otherwise 0.</param>
internal readonly record struct DependentSource(string Name, int Rank);
