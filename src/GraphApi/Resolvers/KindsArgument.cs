using DepGraph.GraphQL.Execution;
using DepGraph.Npm.Packuments;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The argument <c>kinds</c>.</summary>
internal static class KindsArgument
{
    public static DependencyKinds Read(FieldContext context)
    {
        var kinds = DependencyKinds.None;
        foreach (var kind in context.Argument<DependencyKind[]>("kinds"))
        {
            kinds |= kind.ToFlag();
        }

        return kinds;
    }
}
