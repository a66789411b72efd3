using DepGraph.GraphApi.Identity;
using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Jobs;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Npm.Specs;
using DepGraph.Storage;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The root fields of queries.</summary>
internal static class QueryType
{
    private const int MaxNames = 1_000;

    public static void Bind(
        SchemaBinder binder,
        IIngestions ingestions,
        IGraphStatistics statistics,
        InstallationType installations
    ) =>
        binder
            .Query()
            .FieldAsync("node", (_, context) => FindNodeAsync(context, ingestions))
            .FieldAsync("package", (_, context) => FindPackageAsync(context))
            .FieldAsync("packages", (_, context) => FindPackagesAsync(context))
            .FieldAsync("packageVersion", (_, context) => FindVersionAsync(context))
            .FieldAsync("dependencyDiff", (_, context) => DependencyDiffType.CompareAsync(context))
            .FieldAsync("resolveManifest", (_, context) => installations.OfManifestAsync(context))
            .FieldAsync("ingestion", (_, context) => IngestionType.FindAsync(ingestions, context))
            .FieldAsync("ingestions", (_, context) => IngestionConnectionType.ListAsync(ingestions, context))
            .FieldAsync("graphStats", (_, context) => statistics.GetStatisticsAsync(context.CancellationToken));

    private static async ValueTask<object?> FindNodeAsync(FieldContext context, IIngestions ingestions)
    {
        if (!NodeId.TryParse(context.Argument<string>("id"), out var type, out var key))
        {
            return null;
        }

        switch (type)
        {
            case NodeId.Ingestion:
                return await ingestions.FindAsync(key, context.CancellationToken);
            case NodeId.Package or NodeId.PackageVersion:
                if (
                    !PackageUrl.TryParse(key, out var url)
                    || (url.Value.Version is null) != (type == NodeId.Package)
                    || await GetHeadAsync(context, url.Value.Name) is not { } head
                )
                {
                    return null;
                }

                return url.Value.Version is not { } version ? new PackageNode(head.Name, head)
                    : head.IndexOf(version) is >= 0 and var index ? head[index]
                    : null;
            default:
                return null;
        }
    }

    private static ValueTask<PackageNode?> FindPackageAsync(FieldContext context)
    {
        var name = context.Argument<string>("name");
        CheckName(name);
        var answer = PackageLoader.GetAsync(context, name);
        return answer.IsCompletedSuccessfully ? new(ToNode(answer.Result, context)) : AwaitAsync(answer, context);

        static async ValueTask<PackageNode?> AwaitAsync(ValueTask<PackageAnswer> answer, FieldContext context) =>
            ToNode(await answer, context);
    }

    private static async ValueTask<PackageNode?[]> FindPackagesAsync(FieldContext context)
    {
        var names = context.Argument<IReadOnlyList<string>>("names");
        CheckCount(names);

        // All are asked for before the first is waited for.
        var answers = names.Select(Ask).ToArray();
        var packages = new PackageNode?[answers.Length];
        for (var i = 0; i < packages.Length; i++)
        {
            if (await answers[i] is { } answer)
            {
                packages[i] = ToNode(answer, context);
            }
            else
            {
                // The others of the list are answered all the same.
                context.ReportError(InvalidName(names[i]));
            }
        }

        return packages;

        // No answer at all for what is no name.
        ValueTask<PackageAnswer?> Ask(string name) => PackageName.IsValid(name) ? GetAsync(name) : default;
        async ValueTask<PackageAnswer?> GetAsync(string name) => await PackageLoader.GetAsync(context, name);
    }

    private static ValueTask<VersionManifest?> FindVersionAsync(FieldContext context)
    {
        var text = context.Argument<string?>("spec");
        var url = context.Argument<PackageUrl?>("purl");
        if ((text is null) == (url is null))
        {
            throw InputError.BadInput("Exactly one of `spec` and `purl` must be given.");
        }

        return text is not null ? PickAsync(context, VersionSpec.Parse(text)) : FindAsync(context, url!.Value);
    }

    private static async ValueTask<VersionManifest?> PickAsync(FieldContext context, PackageSpec spec) =>
        await GetHeadAsync(context, spec.Name!) is { } head ? VersionSpec.Pick(head, spec) : null;

    private static async ValueTask<VersionManifest?> FindAsync(FieldContext context, PackageUrl url)
    {
        CheckName(url.Name);
        if (await GetHeadAsync(context, url.Name) is not { } head)
        {
            return null;
        }

        return url.Version is null ? VersionSpec.Pick(head, VersionSpec.Parse(url.Name, "latest"))
            : head.IndexOf(url.Version) is >= 0 and var index ? head[index]
            : null;
    }

    /// <summary>Null when there is no such package, or, with an error reported, when it is not to be had.</summary>
    private static async ValueTask<PackageHead?> GetHeadAsync(FieldContext context, string name)
    {
        var answer = await PackageLoader.GetAsync(context, name);
        ReportUnavailable(answer, context);
        return answer.Head;
    }

    private static PackageNode? ToNode(PackageAnswer answer, FieldContext context)
    {
        ReportUnavailable(answer, context);
        return answer.Head is { } head ? new PackageNode(head.Name, head) : null;
    }

    /// <summary>Reports why there is no head, unless the registry knows the package or says that it does not.</summary>
    public static void ReportUnavailable(PackageAnswer answer, FieldContext context)
    {
        if (answer.Status is HeadStatus.Pending or HeadStatus.Failed)
        {
            context.ReportError(AnswerError.Of(answer));
        }
    }

    /// <exception cref="GraphQLException">There are more names than one field takes.</exception>
    public static IReadOnlyList<string> CheckCount(IReadOnlyList<string> names) =>
        names.Count <= MaxNames
            ? names
            : throw InputError.BadInput($"`names` has {names.Count} names; at most {MaxNames} are taken at once.");

    /// <exception cref="GraphQLException">npm allows no package of this name.</exception>
    public static void CheckName(string name)
    {
        if (!PackageName.IsValid(name))
        {
            throw InvalidName(name);
        }
    }

    private static GraphQLException InvalidName(string name) =>
        new(
            $"'{name}' is no package name: {string.Join("; ", PackageName.Check(name).Errors)}.",
            AnswerCodes.InvalidName
        );
}
