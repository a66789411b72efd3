using DepGraph.GraphQL.Binding;
using DepGraph.Npm.Resolution;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type DependencyPath.</summary>
internal static class DependencyPathType
{
    public static void Bind(SchemaBinder binder) =>
        binder
            .Object<DependencyPath>("DependencyPath")
            .Field("length", path => path.Length)
            .Field("steps", path => path.Steps.Select(ToNode).ToArray());

    private static DependencyNode ToNode(DependencySetEdge edge) =>
        new(edge.Requirement, new ResolvedDependency(edge.Requirement, new Resolution(edge.State, edge.Target, null)));
}
