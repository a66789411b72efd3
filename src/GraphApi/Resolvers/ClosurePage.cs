using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL.Execution;
using DepGraph.Npm.Packuments;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>Pages of the lists that a dependency set or tree holds.</summary>
internal static class ClosurePage
{
    /// <summary>The page that the arguments <c>first</c> and <c>after</c> ask for.</summary>
    /// <param name="context">The field.</param>
    /// <param name="closure">The set or tree that the field is of.</param>
    /// <param name="list">Its list.</param>
    /// <param name="rootOf">The version that it is below; a cursor of another one's does not hold here.</param>
    /// <param name="keep">Keeps it for the cursors that are given out, and tells its revision.</param>
    /// <param name="find">The one that an earlier page was of, by its revision; null when it has expired.</param>
    /// <exception cref="GraphQL.GraphQLException">An argument is wrong, or the cursor has expired.</exception>
    public static Connection<T> Of<TClosure, T>(
        FieldContext context,
        TClosure closure,
        Func<TClosure, IReadOnlyList<T>> list,
        Func<TClosure, VersionManifest> rootOf,
        Func<TClosure, string> keep,
        Func<string, TClosure?> find
    )
        where TClosure : class =>
        RevisionPage.Of(
            closure,
            list,
            context.Argument<int>("first"),
            context.Argument<string?>("after"),
            keep,
            revision => find(revision) is { } kept && IsSame(rootOf(kept), rootOf(closure)) ? kept : null
        );

    /// <summary>Whether two objects are the same version, be they of different heads.</summary>
    public static bool IsSame(VersionManifest one, VersionManifest other) =>
        one.Name == other.Name && one.Version == other.Version;
}
