using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Graph;

/// <summary>
/// Tells the store which versions answers were given from: their relationships are written with the head, those of the others
/// follow behind. A version is told once per head while it stays in memory; the store takes repetitions.
/// </summary>
internal sealed class AnsweredVersions(HeadCache heads, HeadLoader loader)
{
    public void Mark(VersionManifest version)
    {
        if (IsNew(version.Head, version.Index))
        {
            loader.CommitAnswered(version.Head, [version.Version]);
        }
    }

    public void Mark(IReadOnlyList<(PackageHead Head, int Index)> versions)
    {
        foreach (
            var ofHead in versions.Where(version => IsNew(version.Head, version.Index)).GroupBy(version => version.Head)
        )
        {
            loader.CommitAnswered(ofHead.Key, ofHead.Select(version => ofHead.Key[version.Index].Version));
        }
    }

    // The latest version is written with its head anyway.
    private bool IsNew(PackageHead head, int index) =>
        head.LatestVersion?.Index != index
        && heads.Entries.Find(head.Name) is { } entry
        && entry.TryMarkAnswered(head, index);
}
