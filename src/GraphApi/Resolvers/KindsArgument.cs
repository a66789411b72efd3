using DepGraph.GraphQL.Execution;
using DepGraph.Npm.Packuments;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The argument <c>kinds</c>.</summary>
internal static class KindsArgument
{
    public static DependencyKinds Read(FieldContext context) => ToSet(context.Argument<DependencyKind[]>("kinds"));

    /// <summary>The same where it may be left out: every kind then.</summary>
    public static DependencyKinds ReadOrAll(FieldContext context) =>
        context.Argument<DependencyKind[]?>("kinds") is { } given ? ToSet(given) : DependencyKinds.All;

    private static DependencyKinds ToSet(DependencyKind[] given)
    {
        var kinds = DependencyKinds.None;
        foreach (var kind in given)
        {
            kinds |= kind.ToFlag();
        }

        return kinds;
    }
}
