using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>
/// A declared dependency. It is resolved when a field needs it: its package is asked for together with its neighbours', but waits for none of them;
/// <see cref="Known"/> is what a dependency tree found out already.
/// </summary>
internal sealed class DependencyNode(Requirement requirement, ResolvedDependency? known = null)
{
    public Requirement Requirement => requirement;

    public ResolvedDependency? Known => known;

    /// <summary>The package it asks for, by name alone; null when it asks for none of the registry.</summary>
    public PackageNode? Package => requirement.PackageName is { } name ? new PackageNode(name) : null;

    public ValueTask<ResolutionState> GetStateAsync(FieldContext context)
    {
        if (known is not null)
        {
            return new(known.State);
        }

        var answer = PackageLoader.ResolveAsync(context, requirement);
        return answer.IsCompletedSuccessfully ? new(answer.Result.Resolution.State) : AwaitAsync(answer);

        static async ValueTask<ResolutionState> AwaitAsync(ValueTask<DependencyAnswer> answer) =>
            (await answer).Resolution.State;
    }

    public ValueTask<VersionManifest?> GetTargetAsync(FieldContext context)
    {
        if (known is not null)
        {
            return new(known.Target);
        }

        var answer = PackageLoader.ResolveAsync(context, requirement);
        return answer.IsCompletedSuccessfully ? new(Target(answer.Result, context)) : AwaitAsync(answer, context);

        static async ValueTask<VersionManifest?> AwaitAsync(ValueTask<DependencyAnswer> answer, FieldContext context) =>
            Target(await answer, context);
    }

    private static VersionManifest? Target(DependencyAnswer answer, FieldContext context)
    {
        if (
            answer.Resolution.State is ResolutionState.Pending or ResolutionState.Failed
            && answer.Package is { } package
        )
        {
            context.ReportError(AnswerError.Of(package));
        }

        return answer.Resolution.Target;
    }
}
