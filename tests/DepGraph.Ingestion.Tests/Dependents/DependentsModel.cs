using System.Text;
using DepGraph.Ingestion.Dependents;
using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Tests.Dependents;

/// <summary>Dependents by reading every version of every head.</summary>
internal sealed class DependentsModel(IReadOnlyList<PackageHead> heads)
{
    public List<string> List(DependentsQuery query)
    {
        var rows =
            from row in Rows(query.LatestOnly)
            where row.Requirement.PackageName == query.Package && query.Kinds.Includes(row.Requirement.Kind)
            where query.Names.IsEverything || Holds(query.Names, row.Version.Name)
            where query.ResolvingTo is not { } version || version.Head.Pick(row.Requirement) == version.Index
            select row;
        var sorted = rows.ToList();
        sorted.Sort((one, other) => Compare(one, other, query.Order));
        return [.. sorted.Select(row => $"{row.Version} {row.Requirement.Kind} {row.Requirement}")];
    }

    /// <summary>Whether a name lies in one of the ranges, looked for in all of them.</summary>
    public static bool Holds(NameRanges names, string name)
    {
        var text = Encoding.UTF8.GetBytes(name);
        foreach (var range in names.Ranges)
        {
            if (
                range.From.AsSpan().SequenceCompareTo(text) <= 0
                && (range.Before is null || range.Before.AsSpan().SequenceCompareTo(text) > 0)
            )
            {
                return true;
            }
        }

        return false;
    }

    private static int Sign(bool isDescending) => isDescending ? -1 : 1;

    private IEnumerable<(VersionManifest Version, Requirement Requirement)> Rows(bool latestOnly) =>
        from head in heads
        from index in Enumerable.Range(0, head.Count)
        let version = head[index]
        where !latestOnly || version.Version == head.Latest
        from requirement in version.Requirements
        select (version, requirement);

    private int Compare(
        (VersionManifest Version, Requirement Requirement) one,
        (VersionManifest Version, Requirement Requirement) other,
        DependentOrder order
    )
    {
        int[] comparisons =
        [
            order.IsMostDependedUponFirst is { } most
                ? Sign(most) * RankOf(one.Version.Name).CompareTo(RankOf(other.Version.Name))
                : 0,
            Sign(order.IsNameDescending) * string.CompareOrdinal(one.Version.Name, other.Version.Name),
            Sign(order.IsVersionDescending) * one.Version.Index.CompareTo(other.Version.Index),
            Sign(order.IsVersionDescending) * one.Requirement.Kind.CompareTo(other.Requirement.Kind),
            Sign(order.IsVersionDescending) * string.CompareOrdinal(one.Requirement.Name, other.Requirement.Name),
        ];
        return Array.Find(comparisons, comparison => comparison != 0);
    }

    private int RankOf(string package) => Rows(latestOnly: true).Count(row => row.Requirement.PackageName == package);
}
