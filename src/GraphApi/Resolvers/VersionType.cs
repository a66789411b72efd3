using DepGraph.GraphApi.Identity;
using DepGraph.GraphApi.Scalars;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type PackageVersion.</summary>
internal static class VersionType
{
    public static void Bind(SchemaBinder binder, DependentPages dependents, InstallationType installations)
    {
        var version = binder.Object<VersionManifest>("PackageVersion");
        BindManifest(version);
        BindDetails(version);
        version
            .Field("dependencies", (version, context) => ListDependencies(version, context))
            .FieldAsync("dependencySet", DependencySetType.GetAsync)
            .FieldAsync("dependencyTree", DependencyTreeType.GetAsync)
            .FieldAsync("paths", DependencyPathType.ListAsync)
            .FieldAsync("installation", installations.OfVersionAsync)
            .FieldAsync(
                "dependents",
                (version, context) => DependentConnectionType.ListAsync(dependents, version, context)
            );
    }

    private static void BindManifest(ObjectBinder<VersionManifest> version) =>
        version
            .Field("id", version => NodeId.Of(NodeId.PackageVersion, version.Purl))
            .Field("purl", version => version.Purl)
            .Field("package", version => new PackageNode(version.Name, version.Head))
            .Field("version", version => version.Version)
            .Field("deprecated", version => version.Deprecated)
            .Field("engines", version => version.EnginesJson is { } json ? RawJson.Of(json) : (RawJson?)null)
            .Field("os", version => version.Os)
            .Field("cpu", version => version.Cpu)
            .Field("hasInstallScript", version => version.HasInstallScript)
            .Field("hasShrinkwrap", version => version.HasShrinkwrap)
            .Field("bundledDependencies", version => version.BundledNames)
            .Field("unpackedSize", version => version.UnpackedSize)
            .Field("fileCount", version => (int?)version.FileCount)
            .Field("integrity", version => version.Integrity)
            .Field("shasum", version => version.Shasum)
            .Field("tarball", version => version.Tarball);

    private static void BindDetails(ObjectBinder<VersionManifest> version) =>
        version
            .FieldAsync("publishedAt", (version, context) => ReadAsync(version, context, static v => v.PublishedAt))
            .FieldAsync("license", (version, context) => ReadAsync(version, context, static v => v.License))
            .FieldAsync("libc", (version, context) => ReadAsync(version, context, static v => v.Libc));

    /// <summary>What only the full document says; null too when it does not have the version (yet).</summary>
    private static ValueTask<T?> ReadAsync<T>(
        VersionManifest version,
        FieldContext context,
        Func<VersionDetails, T?> read
    ) =>
        new PackageNode(version.Name, version.Head).ReadDetailsAsync(
            context,
            details => details.Find(version.Version) is { } found ? read(found) : default
        );

    private static DependencyNode[] ListDependencies(VersionManifest version, FieldContext context)
    {
        context.State<GraphSession>().MarkAnswered(version);
        var requirements = version.RequirementsOf(KindsArgument.Read(context));
        var dependencies = new DependencyNode[requirements.Count];
        for (var i = 0; i < dependencies.Length; i++)
        {
            dependencies[i] = new DependencyNode(requirements[i]);
        }

        return dependencies;
    }
}
