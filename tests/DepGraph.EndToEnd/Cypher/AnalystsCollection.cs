namespace DepGraph.EndToEnd.Cypher;

/// <summary>Classes that share one <see cref="AnalystsGraph"/>, which they only read.</summary>
[CollectionDefinition(nameof(AnalystsGraph))]
public sealed class AnalystsCollection : ICollectionFixture<AnalystsGraph>;
