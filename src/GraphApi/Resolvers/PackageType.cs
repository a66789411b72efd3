using DepGraph.GraphApi.Identity;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Npm.Specs;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type Package, with DistTag and Maintainer.</summary>
internal static class PackageType
{
    public static void Bind(SchemaBinder binder, DependentPages dependents)
    {
        binder.Enum<Ecosystem>("Ecosystem");
        BindHead(binder.Object<PackageNode>("Package"));
        BindDetails(binder.Object<PackageNode>("Package"));
        binder
            .Object<PackageNode>("Package")
            .FieldAsync(
                "dependents",
                (package, context) => DependentConnectionType.ListAsync(dependents, package, context)
            );
        binder.Object<DistTag>("DistTag").Field("tag", tag => tag.Tag).Field("version", tag => tag.Version);
        binder
            .Object<Maintainer>("Maintainer")
            .Field("name", maintainer => maintainer.Name ?? "")
            .Field("email", maintainer => maintainer.Email);
    }

    private static void BindHead(ObjectBinder<PackageNode> package) =>
        package
            .Field("id", package => NodeId.Of(NodeId.Package, PackageUrl.Of(package.Name)))
            .Field("purl", package => PackageUrl.Of(package.Name))
            .Field("ecosystem", _ => Ecosystem.Npm)
            .Field("name", package => package.Name)
            .FieldAsync("fetchedAt", (package, context) => GetFetchedAtAsync(package, context))
            .FieldAsync("isStale", (package, context) => IsStaleAsync(package, context))
            .FieldAsync(
                "distTags",
                (package, context) => package.ReadHeadAsync(context, static (head, _) => head.DistTags, [])
            )
            .FieldAsync(
                "latest",
                (package, context) =>
                    package.ReadHeadAsync<VersionManifest?>(context, static (head, _) => head.LatestVersion, null)
            )
            .FieldAsync(
                "version",
                (package, context) =>
                    package.ReadHeadAsync(context, static (head, context) => Version(head, context), null)
            )
            .FieldAsync("versions", VersionConnectionType.ListAsync)
            .FieldAsync("modifiedAt", GetModifiedAtAsync);

    private static void BindDetails(ObjectBinder<PackageNode> package) =>
        package
            .FieldAsync(
                "description",
                (package, context) => package.ReadDetailsAsync(context, static d => d.Description)
            )
            .FieldAsync("homepage", (package, context) => package.ReadDetailsAsync(context, static d => d.Homepage))
            .FieldAsync("license", (package, context) => package.ReadDetailsAsync(context, static d => d.License))
            .FieldAsync("keywords", (package, context) => package.ReadDetailsAsync(context, static d => d.Keywords))
            .FieldAsync(
                "maintainers",
                (package, context) => package.ReadDetailsAsync(context, static d => d.Maintainers)
            )
            .FieldAsync(
                "repository",
                (package, context) =>
                    package.ReadDetailsAsync(
                        context,
                        static d => d.RepositoryUrl is { } url ? RepositoryAddress.Parse(url) : null
                    )
            )
            .FieldAsync(
                "repositoryDirectory",
                (package, context) => package.ReadDetailsAsync(context, static d => d.RepositoryDirectory)
            )
            .FieldAsync("createdAt", (package, context) => package.ReadDetailsAsync(context, static d => d.CreatedAt));

    private static VersionManifest? Version(PackageHead head, FieldContext context)
    {
        var spec = context.Argument<string>("spec");
        return spec == "latest" ? head.LatestVersion : VersionSpec.Pick(head, VersionSpec.Parse(head.Name, spec));
    }

    private static async ValueTask<DateTimeOffset?> GetModifiedAtAsync(PackageNode package, FieldContext context) =>
        await package.ReadHeadAsync(context, static (head, _) => head.Modified, null)
        ?? await package.ReadDetailsAsync(context, static details => details.ModifiedAt);

    /// <summary>Does not fetch: a package that was only named has no such time.</summary>
    private static async ValueTask<DateTimeOffset?> GetFetchedAtAsync(PackageNode package, FieldContext context)
    {
        var session = context.State<GraphSession>();
        return session.Find(package.Name).Status is HeadStatus.Pending
            ? null
            : (await PackageLoader.GetAsync(context, package.Name)).Record?.FetchedAt;
    }

    private static async ValueTask<bool> IsStaleAsync(PackageNode package, FieldContext context)
    {
        var session = context.State<GraphSession>();
        return session.Find(package.Name).Status is HeadStatus.Pending
            || (await PackageLoader.GetAsync(context, package.Name)).Record is not { } record
            || session.IsStale(record);
    }
}
