using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Jobs;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type DependencyTree, with DependencyTreeNode.</summary>
internal static class DependencyTreeType
{
    public static void Bind(SchemaBinder binder, IIngestions ingestions)
    {
        binder
            .Object<ClosureAnswer<DependencyTree>>("DependencyTree")
            .FieldAsync("ingestion", (tree, context) => IngestionType.FindAsync(ingestions, tree.IngestionId, context))
            .Field("totalCount", tree => tree.Value.Nodes.Count)
            .Field("isComplete", tree => tree.Value.IsComplete)
            .Field("problems", tree => tree.Value.Problems)
            .Field("nodes", (tree, context) => Page(tree.Value, context))
            .Field("text", tree => tree.Value.Text);
        binder
            .Object<DependencyTreeNode>("DependencyTreeNode")
            .Field("index", node => node.Index)
            .Field("parent", node => node.Parent)
            .Field("depth", node => node.Depth)
            .Field("dependency", node => new DependencyNode(node.Dependency.Requirement, node.Dependency))
            .Field("isRepeated", node => node.IsRepeated)
            .Field("isCycle", node => node.IsCycle);
        ConnectionType.Bind<DependencyTreeNode>(binder, "DependencyTreeNodeConnection", "DependencyTreeNodeEdge");
    }

    /// <summary>The tree below a version, for <c>PackageVersion.dependencyTree</c>.</summary>
    public static ValueTask<ClosureAnswer<DependencyTree>> GetAsync(VersionManifest version, FieldContext context) =>
        context
            .State<GraphSession>()
            .GetTreeAsync(version, KindsArgument.Read(context), MaxDepthArgument.Read(context));

    private static Connection<DependencyTreeNode> Page(DependencyTree tree, FieldContext context)
    {
        var session = context.State<GraphSession>();
        var first = PageSize.Check("first", context.Argument<int>("first"));
        var start = 0;
        if (context.Argument<string?>("after") is { } after)
        {
            var cursor = RevisionCursor.Parse(after);
            if (cursor.Revision != tree.Revision)
            {
                var asked = tree.Root;
                tree =
                    session.FindTreeByRevision(cursor.Revision) is { } kept
                    && kept.Root.Name == asked.Name
                    && kept.Root.Version == asked.Version
                        ? kept
                        : throw InputError.CursorExpired(after);
            }

            start = cursor.Index + 1;
        }

        var page = RevisionPage.Of(tree.Nodes, () => tree.Revision, first, start);
        if (page.HasNextPage)
        {
            session.KeepForCursors(tree);
        }

        return page;
    }
}
