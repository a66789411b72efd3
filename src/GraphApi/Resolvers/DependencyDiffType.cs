using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Npm.Specs;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type DependencyDiff, with VersionChange and its pages.</summary>
internal static class DependencyDiffType
{
    public static void Bind(SchemaBinder binder)
    {
        binder
            .Object<SetDiff>("DependencyDiff")
            .Field("from", diff => diff.From)
            .Field("to", diff => diff.To)
            .Field("isComplete", diff => diff.Difference.IsComplete)
            .Field("unchangedCount", diff => diff.Difference.UnchangedCount)
            .Field("added", (diff, context) => Page(diff, context, static diff => diff.Added))
            .Field("removed", (diff, context) => Page(diff, context, static diff => diff.Removed))
            .Field("changed", (diff, context) => Page(diff, context, static diff => diff.Changed));
        binder
            .Object<VersionChange>("VersionChange")
            .Field("package", change => new PackageNode(change.To.Name, change.To.Head))
            .Field("from", change => change.From)
            .Field("to", change => change.To);
        ConnectionType.Bind<VersionChange>(binder, "VersionChangeConnection", "VersionChangeEdge");
    }

    /// <summary>
    /// For <c>Query.dependencyDiff</c>; null when one of the versions does not exist, or, with an error reported, when its package is not to be
    /// had. Neither side waits for the other.
    /// </summary>
    /// <exception cref="GraphQLException">An argument is wrong; the message says which and how.</exception>
    public static async ValueTask<SetDiff?> CompareAsync(FieldContext context)
    {
        var before = VersionSpec.Parse(context.Argument<string>("from"));
        var after = VersionSpec.Parse(context.Argument<string>("to"));
        var kinds = KindsArgument.Read(context);
        var gettingBefore = GetAsync(before, context, kinds, context.Argument<DateTimeOffset?>("fromAsOf"));
        var gettingAfter = GetAsync(after, context, kinds, context.Argument<DateTimeOffset?>("toAsOf"));
        await Task.WhenAll(gettingBefore, gettingAfter);
        var (from, to) = (await gettingBefore, await gettingAfter);
        QueryType.ReportUnavailable(from.Package, context);
        if (to.Package != from.Package)
        {
            QueryType.ReportUnavailable(to.Package, context);
        }

        return from.Set is { } old && to.Set is { } young
            ? new SetDiff(old, young, DependencyDiff.Of(old.Value, young.Value))
            : null;
    }

    private static async Task<(PackageAnswer Package, ClosureAnswer<DependencySet>? Set)> GetAsync(
        PackageSpec spec,
        FieldContext context,
        DependencyKinds kinds,
        DateTimeOffset? asOf
    )
    {
        var package = await PackageLoader.GetAsync(context, spec.Name!);
        return package.Head is { } head && VersionSpec.Pick(head, spec) is { } root
            ? (package, await DependencySetType.GetAsync(root, context, kinds, maxDepth: null, asOf))
            : (package, null);
    }

    private static Connection<T> Page<T>(
        SetDiff diff,
        FieldContext context,
        Func<DependencyDiff, IReadOnlyList<T>> list
    )
    {
        var session = context.State<GraphSession>();
        return RevisionPage.Of(
            diff.Difference,
            list,
            context.Argument<int>("first"),
            context.Argument<string?>("after"),
            session.KeepForCursors,
            revision => session.FindDiffByRevision(revision) is { } kept && IsOfSameRoots(kept, diff) ? kept : null
        );
    }

    private static bool IsOfSameRoots(DependencyDiff kept, SetDiff diff) =>
        ClosurePage.IsSame(kept.From.Root, diff.From.Value.Root)
        && ClosurePage.IsSame(kept.To.Root, diff.To.Value.Root);
}
