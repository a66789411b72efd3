using System.Buffers;
using System.Text.Json;
using DepGraph.GraphApi.Hosting;
using DepGraph.GraphApi.Paging;
using DepGraph.GraphApi.Scalars;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Installing;
using DepGraph.Ingestion.Jobs;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The types Installation, InstalledPackage and InstallProblem, for <c>PackageVersion.installation</c> and <c>Query.resolveManifest</c>.</summary>
internal sealed class InstallationType(Installations installations, InstallSettings settings)
{
    public static void Bind(SchemaBinder binder, IIngestions ingestions)
    {
        binder.Input<InstallInput>("InstallOptions").Enum<ProblemSeverity>("ProblemSeverity");
        binder.Enum<NotInstalled>("SkipReason");
        binder
            .Object<InstallationAnswer>("Installation")
            .FieldAsync(
                "ingestion",
                (answer, context) => IngestionType.FindAsync(ingestions, answer.IngestionId, context)
            )
            .Field("totalCount", answer => answer.Value.Packages.Count)
            .Field("isComplete", answer => answer.Value.IsComplete)
            .Field("problems", answer => answer.Value.Problems)
            .Field("packages", Page)
            .Field("packageLock", answer => WriteLock(answer.Value))
            .Field("unpackedSize", answer => answer.Value.UnpackedSize.Bytes)
            .Field("unsized", answer => answer.Value.UnpackedSize.Unsized);
        binder
            .Object<InstalledPackage>("InstalledPackage")
            .Field("path", package => package.Path)
            .Field("name", package => package.Name)
            .Field("alias", package => package.Alias)
            .Field("version", package => package.Version)
            .Field("packageVersion", package => package.Manifest)
            .Field("isDev", package => package.IsDev)
            .Field("isOptional", package => package.IsOptional)
            .Field("isDevOptional", package => package.IsDevOptional)
            .Field("isPeer", package => package.IsPeer)
            .Field("isBundled", package => package.IsBundled)
            .Field("isInShrinkwrap", package => package.IsInShrinkwrap)
            .Field("isExtraneous", package => package.IsExtraneous)
            .Field("skipped", package => ReasonOf(package.Skipped));
        binder
            .Object<InstallProblem>("InstallProblem")
            .Field("severity", problem => problem.Severity)
            .Field("code", problem => problem.Code)
            .Field("message", problem => problem.Message)
            .Field("name", problem => problem.Name)
            .Field("range", problem => problem.Range)
            .Field("requiredBy", problem => problem.RequiredBy)
            .Field("explanation", problem => problem.Explanation);
        ConnectionType.Bind<InstalledPackage>(binder, "InstalledPackageConnection", "InstalledPackageEdge");
    }

    /// <summary>What npm would place for exactly this version.</summary>
    /// <exception cref="GraphQL.GraphQLException">An option is wrong.</exception>
    public ValueTask<InstallationAnswer> OfVersionAsync(VersionManifest version, FieldContext context)
    {
        var input = Read(context);
        return BuildAsync(context, input, input.ToProject(version));
    }

    /// <summary>What npm would place for a project.</summary>
    /// <exception cref="GraphQL.GraphQLException">The manifest or an option is wrong.</exception>
    public ValueTask<InstallationAnswer> OfManifestAsync(FieldContext context)
    {
        var input = Read(context);
        return BuildAsync(context, input, input.ToProject(context.Argument<JsonElement>("manifest")));
    }

    private static InstallInput Read(FieldContext context) =>
        context.Argument<InstallInput?>("options") ?? InstallInput.None;

    private ValueTask<InstallationAnswer> BuildAsync(
        FieldContext context,
        InstallInput input,
        ProjectManifest project
    ) =>
        installations.BuildAsync(
            context.State<GraphSession>(),
            project,
            input.ToOptions(settings),
            context.CancellationToken
        );

    private static Connection<InstalledPackage> Page(InstallationAnswer answer, FieldContext context)
    {
        var session = context.State<GraphSession>();
        var after = context.Argument<string?>("after");
        var selection = InstallationSelection.Read(context.Argument<string?>("select"));
        return RevisionPage.Of(
            answer,
            selection.Of,
            context.Argument<int>("first"),
            after,
            kept => selection.Mark(Installations.KeepForCursors(session, kept)),
            revision => Installations.FindByRevision(session, selection.Unmark(revision, after!))
        );
    }

    /// <summary>Null where npm would not have come to write one.</summary>
    private static RawJson? WriteLock(Installation installation)
    {
        if (!installation.HasLockFile)
        {
            return null;
        }

        var output = new ArrayBufferWriter<byte>();
        installation.WriteLockFile(output);
        return new RawJson(output.WrittenMemory);
    }

    private static NotInstalled? ReasonOf(SkipReason reason) =>
        reason switch
        {
            SkipReason.Platform => NotInstalled.Platform,
            SkipReason.Omit => NotInstalled.Omit,
            SkipReason.OptionalFailed => NotInstalled.OptionalFailed,
            _ => null,
        };

    /// <summary>The enum SkipReason, which has no value for what is installed.</summary>
    private enum NotInstalled
    {
        Platform,
        Omit,
        OptionalFailed,
    }
}
