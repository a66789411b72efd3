using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Resolution;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>Two sets with their fates, and what is between them.</summary>
internal sealed record SetDiff(
    ClosureAnswer<DependencySet> From,
    ClosureAnswer<DependencySet> To,
    DependencyDiff Difference
);
