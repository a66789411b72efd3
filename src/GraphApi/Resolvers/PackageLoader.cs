using DepGraph.GraphQL.Execution;
using DepGraph.GraphQL.Loaders;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>
/// Asks the graph together for the packages that an operation's fields need at a time: a level of nested dependencies is one
/// read of the store, however many fields it has. What is in memory does not come by here. A package that the registry
/// has to be asked for keeps none of the others waiting: its value is a task.
/// </summary>
internal sealed class PackageLoader(IBatchScheduler scheduler, GraphSession session)
    : BatchDataLoader<string, Task<PackageAnswer>>(scheduler)
{
    private int levelsBelow;

    /// <summary>A package by name; synchronous when it is in memory.</summary>
    public static ValueTask<PackageAnswer> GetAsync(FieldContext context, string name) =>
        context.State<GraphSession>().TryGetPackage(name) is { } answer
            ? new(answer)
            : Of(context).LoadAnswerAsync(name, context.Field);

    /// <summary>The version that a requirement picks; synchronous when its package is in memory.</summary>
    public static ValueTask<DependencyAnswer> ResolveAsync(FieldContext context, Requirement requirement)
    {
        var session = context.State<GraphSession>();
        return session.TryResolve(requirement, out var answer)
            ? new(answer)
            : AwaitAsync(Of(context), session, requirement, context.Field);

        static async ValueTask<DependencyAnswer> AwaitAsync(
            PackageLoader loader,
            GraphSession session,
            Requirement requirement,
            SelectedField field
        )
        {
            await loader.LoadAnswerAsync(requirement.PackageName!, field);
            return await session.ResolveAsync(requirement);
        }
    }

    protected override Task<IReadOnlyDictionary<string, Task<PackageAnswer>>> LoadBatchAsync(
        IReadOnlyList<string> keys,
        CancellationToken cancellationToken
    ) => session.GetPackagesAsync(keys, Interlocked.Exchange(ref levelsBelow, 0));

    private static PackageLoader Of(FieldContext context)
    {
        var session = context.State<GraphSession>();
        return context.Loader(scheduler => new PackageLoader(scheduler, session));
    }

    /// <param name="name">The package.</param>
    /// <param name="field">The field that needs it.</param>
    private async ValueTask<PackageAnswer> LoadAnswerAsync(string name, SelectedField field)
    {
        // Fields that come at once may overlook each other's number: it only says what is worth reading along.
        levelsBelow = Math.Max(levelsBelow, SelectedLevels.Below(field));
        return await (await LoadAsync(name))!;
    }
}
