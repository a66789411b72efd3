using DepGraph.GraphQL.Binding;
using DepGraph.Storage;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type GraphStats.</summary>
internal static class GraphStatsType
{
    public static void Bind(SchemaBinder binder) =>
        binder
            .Object<GraphStatistics>("GraphStats")
            .Field("packages", stats => stats.Packages)
            .Field("versions", stats => stats.Versions)
            .Field("dependencies", stats => stats.Dependencies)
            .Field("projectionLag", stats => stats.PendingPackages)
            .Field("queuedIngestions", stats => stats.QueuedIngestions)
            .Field("oldestFetch", stats => stats.OldestFetch);
}
