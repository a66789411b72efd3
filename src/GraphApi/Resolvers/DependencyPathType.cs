using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type DependencyPath: the lists of <c>PackageVersion.paths</c> and <c>DependencySet.cycles</c>.</summary>
internal static class DependencyPathType
{
    public const string SearchLimitCode = "SEARCH_LIMIT_EXCEEDED";

    public static void Bind(SchemaBinder binder) =>
        binder
            .Object<DependencyPath>("DependencyPath")
            .Field("length", path => path.Length)
            .Field("steps", path => path.Steps.Select(ToNode).ToArray());

    /// <summary>The ways to a package, for <c>PackageVersion.paths</c>; what may be missing is reported as an error.</summary>
    /// <exception cref="GraphQLException">An argument is wrong; the message says which and how.</exception>
    public static ValueTask<IReadOnlyList<DependencyPath>> ListAsync(VersionManifest version, FieldContext context)
    {
        var isWanted = PathTarget.Parse(context.Argument<string>("to"));
        var first = ReadFirst(context);
        var set = context.State<GraphSession>().GetSetAsync(version, KindsArgument.Read(context), maxDepth: null);
        return set.IsCompletedSuccessfully ? new(Find(set.Result)) : new(AwaitAsync());

        async Task<IReadOnlyList<DependencyPath>> AwaitAsync() => Find(await set);

        IReadOnlyList<DependencyPath> Find(ClosureAnswer<DependencySet> set)
        {
            if (AnswerError.OfIncomplete(set) is { } error)
            {
                context.ReportError(error);
            }

            return GiveOut(DependencyPaths.To(set.Value, isWanted, first), context);
        }
    }

    /// <summary>The cycles of a set, for <c>DependencySet.cycles</c>; whether the search was given up is reported as an error.</summary>
    /// <exception cref="GraphQLException">An argument is wrong; the message says which and how.</exception>
    public static IReadOnlyList<DependencyPath> ListCycles(DependencySet set, FieldContext context) =>
        GiveOut(DependencyPaths.Cycles(set, ReadFirst(context)), context);

    private static IReadOnlyList<DependencyPath> GiveOut(DependencyPaths found, FieldContext context)
    {
        if (found.IsCutShort)
        {
            context.ReportError(
                new GraphQLException(
                    $"The search was given up after {found.Paths.Count} results, for it takes too long; there may be more. "
                        + "Ask for fewer with `first`, or for fewer `kinds`.",
                    SearchLimitCode,
                    new Dictionary<string, object?>(StringComparer.Ordinal) { ["retryable"] = false }
                )
            );
        }

        return found.Paths;
    }

    private static int ReadFirst(FieldContext context) =>
        context.Argument<int>("first") is >= 0 and <= PageSize.Maximum and var first
            ? first
            : throw InputError.BadInput(
                $"`first` is {context.Argument<int>("first")}; it must be between 0 and {PageSize.Maximum}."
            );

    private static DependencyNode ToNode(DependencySetEdge edge) =>
        new(edge.Requirement, new ResolvedDependency(edge.Requirement, new Resolution(edge.State, edge.Target, null)));
}
