using DepGraph.GraphApi.Querying;
using DepGraph.GraphQL.Binding;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>PackageVersionFilterInput and PackageVersionSortInput: what <c>Package.versions</c> can be filtered and sorted by.</summary>
internal static class VersionInputs
{
    public static FilterInput<VersionRow> Filter { get; } =
        new(
            "PackageVersionFilterInput",
            new("version", OperationInput.Version, VersionRow.Text, Compared: VersionRow.Version),
            new("isPrerelease", OperationInput.Boolean, VersionRow.IsPrerelease),
            new("isDeprecated", OperationInput.Boolean, VersionRow.IsDeprecated),
            new("deprecated", OperationInput.Text, VersionRow.Deprecated),
            new("hasInstallScript", OperationInput.Boolean, VersionRow.HasInstallScript),
            new("hasShrinkwrap", OperationInput.Boolean, VersionRow.HasShrinkwrap),
            new("unpackedSize", OperationInput.Long, VersionRow.UnpackedSize),
            new("fileCount", OperationInput.Int, VersionRow.FileCount),
            new("publishedAt", OperationInput.DateTime, VersionRow.PublishedAt),
            new("license", OperationInput.Text, VersionRow.License)
        );

    public static SortInput<VersionRow> Sort { get; } =
        new(
            "PackageVersionSortInput",
            new Order<VersionRow>([new SortKey<VersionRow>(VersionRow.Version)], VersionRow.Text),
            [VersionRow.Version, VersionRow.Text],
            ("version", VersionRow.Version),
            ("publishedAt", VersionRow.PublishedAt),
            ("unpackedSize", VersionRow.UnpackedSize),
            ("fileCount", VersionRow.FileCount),
            ("license", VersionRow.License)
        );

    public static void Bind(SchemaBinder binder)
    {
        Filter.Bind(binder);
        Sort.Bind(binder);
    }
}
