using DepGraph.Npm.Packuments;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Feed;

/// <summary>What a package's later state has that its former one had not.</summary>
internal static class GainedVersions
{
    /// <summary>Version texts in ascending order; null for none, as for a package that was not in the graph.</summary>
    public static IReadOnlyList<string>? Between(PackageRecord? former, PackageRecord later)
    {
        if (former is null || later.Head is not { } head || ReferenceEquals(former.Head, head))
        {
            return null;
        }

        List<string>? gained = null;
        for (var index = 0; index < head.Count; index++)
        {
            var version = head[index].Version;
            if (former.Head is null || former.Head.IndexOf(version) < 0)
            {
                (gained ??= []).Add(version);
            }
        }

        return gained;
    }
}
