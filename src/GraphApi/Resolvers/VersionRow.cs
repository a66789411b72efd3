using DepGraph.Npm.Packuments;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>A version as it is filtered and sorted.</summary>
/// <param name="Head">The package.</param>
/// <param name="Index">Which of its versions.</param>
/// <param name="Details">What the full document says; null when that was not asked for, or does not have the version (yet).</param>
internal readonly record struct VersionRow(PackageHead Head, int Index, VersionDetails? Details)
{
    /// <summary>By semver precedence; null for what is no version.</summary>
    public static Field<VersionRow> Version { get; } =
        new("version", FieldType.Version, row => FieldValue.Of(row.Head.SemVersionAt(row.Index))) { IsNullable = true };

    /// <summary>The version as it is written, which tells it from every other of its package.</summary>
    public static Field<VersionRow> Text { get; } =
        new("text", FieldType.Text, row => FieldValue.Of(row.Manifest.Version));

    public static Field<VersionRow> IsPrerelease { get; } =
        new(
            "isPrerelease",
            FieldType.Number,
            row => FieldValue.Of(row.Head.SemVersionAt(row.Index) is { IsPrerelease: true })
        );

    public static Field<VersionRow> IsDeprecated { get; } =
        new("isDeprecated", FieldType.Number, row => FieldValue.Of(row.Manifest.IsDeprecated));

    public static Field<VersionRow> Deprecated { get; } =
        new("deprecated", FieldType.Text, row => FieldValue.Of(row.Manifest.Deprecated)) { IsNullable = true };

    public static Field<VersionRow> HasInstallScript { get; } =
        new("hasInstallScript", FieldType.Number, row => FieldValue.Of(row.Manifest.HasInstallScript));

    public static Field<VersionRow> HasShrinkwrap { get; } =
        new("hasShrinkwrap", FieldType.Number, row => FieldValue.Of(row.Manifest.HasShrinkwrap));

    public static Field<VersionRow> UnpackedSize { get; } =
        new("unpackedSize", FieldType.Number, row => FieldValue.Of(row.Manifest.UnpackedSize)) { IsNullable = true };

    public static Field<VersionRow> FileCount { get; } =
        new("fileCount", FieldType.Number, row => FieldValue.Of(row.Manifest.FileCount)) { IsNullable = true };

    public static Field<VersionRow> PublishedAt { get; } =
        new("publishedAt", FieldType.Number, row => FieldValue.Of(row.Details?.PublishedAt)) { IsNullable = true };

    public static Field<VersionRow> License { get; } =
        new("license", FieldType.Text, row => FieldValue.Of(row.Details?.License)) { IsNullable = true };

    public VersionManifest Manifest => Head[Index];

    /// <summary>Whether only the full document has the field.</summary>
    public static bool IsDetail(Field<VersionRow> field) => field == PublishedAt || field == License;
}
