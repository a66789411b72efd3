using DepGraph.GraphQL.Binding;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type Dependency, with ResolutionProblem.</summary>
internal static class DependencyType
{
    public static void Bind(SchemaBinder binder)
    {
        binder.Enum<DependencyKind>("DependencyKind").Enum<ResolutionState>("ResolutionState");
        binder
            .Object<DependencyNode>("Dependency")
            .Field("name", dependency => dependency.Requirement.Name)
            .Field("kind", dependency => dependency.Requirement.Kind)
            .Field("range", dependency => dependency.Requirement.Range)
            .Field("package", dependency => dependency.Package)
            .FieldAsync("target", (dependency, context) => dependency.GetTargetAsync(context))
            .FieldAsync("state", (dependency, context) => dependency.GetStateAsync(context));
        binder
            .Object<ResolutionProblem>("ResolutionProblem")
            .Field("state", problem => problem.State)
            .Field("name", problem => problem.Name)
            .Field("range", problem => problem.Range)
            .Field("requiredBy", problem => problem.RequiredBy)
            .Field("message", problem => problem.Message);
    }
}
