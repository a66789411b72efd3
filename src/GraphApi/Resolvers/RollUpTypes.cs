using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.RollUps;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The types DeprecatedVersion, LicenseCount and SoleMaintainer, and the fields of DependencySet that have them.</summary>
internal static class RollUpTypes
{
    public static void Bind(SchemaBinder binder)
    {
        binder
            .Object<ClosureAnswer<DependencySet>>("DependencySet")
            .Field("deprecated", set => set.Value.ListDeprecated())
            .FieldAsync("licenses", (set, context) => ReadAsync(set, context, static rollUps => rollUps.Licenses))
            .FieldAsync(
                "soleMaintainers",
                (set, context) => ReadAsync(set, context, static rollUps => rollUps.SoleMaintainers)
            );
        binder
            .Object<DeprecatedVersion>("DeprecatedVersion")
            .Field("version", deprecated => deprecated.Version)
            .Field("message", deprecated => deprecated.Message)
            .Field("path", deprecated => deprecated.Path);
        binder
            .Object<LicenseCount>("LicenseCount")
            .Field("license", (count, context) => Known(count.License, count.Unknown, context))
            .Field("count", count => count.Count);
        binder
            .Object<SoleMaintainer>("SoleMaintainer")
            .Field("maintainer", (sole, context) => Known(sole.Maintainer, sole.Unknown, context))
            .Field("packages", sole => sole.Packages.Select(static head => new PackageNode(head.Name, head)).ToArray());
    }

    /// <summary>Whether a set is asked for something that needs the full documents of all its packages.</summary>
    public static bool AreSelected(FieldContext context) =>
        context.Selects("licenses") || context.Selects("soleMaintainers");

    private static ValueTask<IReadOnlyList<T>> ReadAsync<T>(
        ClosureAnswer<DependencySet> set,
        FieldContext context,
        Func<DocumentRollUps, IReadOnlyList<T>> read
    )
    {
        var rollUps = context.State<GraphSession>().GetRollUpsAsync(set);
        return rollUps.IsCompletedSuccessfully ? new(read(rollUps.Result)) : AwaitAsync(rollUps, read);

        static async ValueTask<IReadOnlyList<T>> AwaitAsync(
            ValueTask<DocumentRollUps> rollUps,
            Func<DocumentRollUps, IReadOnlyList<T>> read
        ) => read(await rollUps);
    }

    /// <summary>A value, or null with the reason why it is not known.</summary>
    private static T? Known<T>(T? value, DetailsAnswer? unknown, FieldContext context)
        where T : class
    {
        if (unknown is not null)
        {
            context.ReportError(AnswerError.Of(unknown));
        }

        return value;
    }
}
