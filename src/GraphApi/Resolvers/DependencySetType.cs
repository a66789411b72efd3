using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Jobs;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type DependencySet, with DependencySetEntry and DependencySetEdge.</summary>
internal static class DependencySetType
{
    public static void Bind(SchemaBinder binder, IIngestions ingestions)
    {
        binder
            .Object<ClosureAnswer<DependencySet>>("DependencySet")
            .Field("root", set => set.Value.Root)
            .Field("revision", set => set.Value.Revision)
            .FieldAsync("ingestion", (set, context) => IngestionType.FindAsync(ingestions, set.IngestionId, context))
            .Field("totalCount", set => set.Value.TotalCount)
            .Field("maxDepth", set => set.Value.MaxDepth)
            .Field("isComplete", set => set.Value.IsComplete)
            .Field("undated", set => set.Undated)
            .Field("problems", set => set.Value.Problems)
            .Field("entries", (set, context) => Page(set.Value, context, static set => set.Entries))
            .Field("edges", (set, context) => Page(set.Value, context, static set => set.Edges))
            .Field("cycles", (set, context) => DependencyPathType.ListCycles(set.Value, context))
            .Field("unpackedSize", set => set.Value.UnpackedSize.Bytes)
            .Field("unsized", set => set.Value.UnpackedSize.Unsized);
        binder
            .Object<DependencySetEntry>("DependencySetEntry")
            .Field("version", entry => entry.Version)
            .Field("depth", entry => entry.Depth)
            .Field("requiredBy", entry => entry.RequiredBy);
        binder
            .Object<DependencySetEdge>("DependencySetEdge")
            .Field("from", edge => edge.From)
            .Field("to", edge => edge.To)
            .Field("source", edge => edge.Source)
            .Field("target", edge => edge.Target)
            .Field("name", edge => edge.Requirement.Name)
            .Field("range", edge => edge.Requirement.Range)
            .Field("kind", edge => edge.Requirement.Kind)
            .Field("state", edge => edge.State);
        ConnectionType.Bind<DependencySetEntry>(binder, "DependencySetConnection", "DependencySetEntryEdge");
        ConnectionType.Bind<DependencySetEdge>(binder, "DependencySetEdgeConnection", "DependencySetEdgeEdge");
    }

    /// <summary>The set below a version, for <c>PackageVersion.dependencySet</c>.</summary>
    public static ValueTask<ClosureAnswer<DependencySet>> GetAsync(VersionManifest version, FieldContext context) =>
        GetAsync(
            version,
            context,
            KindsArgument.Read(context),
            MaxDepthArgument.Read(context),
            context.Argument<DateTimeOffset?>("asOf")
        );

    /// <summary>The set below a version, as of a date or, when that is null, as it is.</summary>
    public static ValueTask<ClosureAnswer<DependencySet>> GetAsync(
        VersionManifest version,
        FieldContext context,
        DependencyKinds kinds,
        int? maxDepth,
        DateTimeOffset? asOf
    )
    {
        var session = context.State<GraphSession>();
        return asOf is { } date ? session.GetSetAsOfAsync(version, kinds, maxDepth, date)
            : RollUpTypes.AreSelected(context) ? session.GetDocumentedSetAsync(version, kinds, maxDepth)
            : session.GetSetAsync(version, kinds, maxDepth);
    }

    private static Connection<T> Page<T>(
        DependencySet set,
        FieldContext context,
        Func<DependencySet, IReadOnlyList<T>> list
    )
    {
        var session = context.State<GraphSession>();
        return ClosurePage.Of(
            context,
            set,
            list,
            static set => set.Root,
            session.KeepForCursors,
            session.FindSetByRevision
        );
    }
}
