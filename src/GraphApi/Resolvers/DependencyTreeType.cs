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
            .Field("totalCount", tree => tree.Value.TotalCount)
            .Field("isComplete", tree => tree.Value.IsComplete)
            .Field("problems", tree => tree.Value.Problems)
            .Field("nodes", (tree, context) => Page(tree.Value, context))
            .Field("text", tree => tree.Value.Text);
        binder
            .Object<TreeNode>("DependencyTreeNode")
            .Field("index", node => node.Index)
            .Field("parent", node => node.Parent)
            .Field("depth", node => node.Depth)
            .Field(
                "dependency",
                node => node.Dependency is { } known ? new DependencyNode(known.Requirement, known) : null
            )
            .Field("isRepeated", node => node.IsRepeated)
            .Field("isCycle", node => node.IsCycle);
        ConnectionType.Bind<TreeNode>(binder, "DependencyTreeNodeConnection", "DependencyTreeNodeEdge");
    }

    /// <summary>The tree below a version, for <c>PackageVersion.dependencyTree</c>.</summary>
    public static ValueTask<ClosureAnswer<DependencyTree>> GetAsync(VersionManifest version, FieldContext context) =>
        context
            .State<GraphSession>()
            .GetTreeAsync(version, KindsArgument.Read(context), MaxDepthArgument.Read(context));

    private static Connection<TreeNode> Page(DependencyTree tree, FieldContext context)
    {
        var session = context.State<GraphSession>();
        return ClosurePage.Of(
            context,
            tree,
            static tree => tree.Nodes,
            static tree => tree.Root,
            session.KeepForCursors,
            session.FindTreeByRevision
        );
    }
}
