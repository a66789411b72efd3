using DepGraph.Npm.Packuments;
using DepGraph.Npm.SemVer;

namespace DepGraph.Ingestion.Dependents;

/// <summary>The dependents of a package that one depending package gives: what its head declares, version by version.</summary>
/// <param name="target">The package that is depended upon.</param>
/// <param name="kinds">Only dependencies of these kinds.</param>
/// <param name="latestOnly">Only of the latest version.</param>
internal sealed class DependentRows(string target, DependencyKinds kinds, bool latestOnly)
{
    private static readonly Comparison<Requirement> ByKindAndName = static (one, other) =>
        Compare(one, other.Kind, other.Name);

    private readonly List<Requirement> declared = [];

    /// <summary>Adds those behind a place (null: all) until <paramref name="rows"/> has <paramref name="most"/>.</summary>
    /// <returns>Whether there are more.</returns>
    public bool Collect(PackageHead head, DependentPlace? after, int most, List<Dependent> rows)
    {
        var (start, end) = latestOnly ? LatestOf(head) : (0, head.Count);
        var exact = -1;
        if (after is { } place)
        {
            exact = head.IndexOf(place.Version);
            start = Math.Max(start, exact >= 0 ? exact : FirstBehind(head, place.Version));
        }

        for (var index = start; index < end; index++)
        {
            var version = head[index];
            foreach (var requirement in DeclaredBy(version))
            {
                if (index == exact && Compare(requirement, after!.Value.Kind, after.Value.Name) <= 0)
                {
                    continue;
                }

                if (rows.Count == most)
                {
                    return true;
                }

                rows.Add(new Dependent(version, requirement, Depth: 1));
            }
        }

        return false;
    }

    private static (int Start, int End) LatestOf(PackageHead head) =>
        head.LatestVersion is { Index: var index } ? (index, index + 1) : (0, 0);

    /// <summary>The first version behind one that the head has not: it was deleted since the place was given out.</summary>
    private static int FirstBehind(PackageHead head, string version)
    {
        var isVersion = SemVersion.TryParse(version, loose: true, out var place);
        var index = 0;
        while (index < head.Count && IsBefore(head.SemVersionAt(index), head[index].Version))
        {
            index++;
        }

        return index;

        // Texts that are no version come first.
        bool IsBefore(SemVersion? other, string text) =>
            isVersion
                ? other is null || other.CompareTo(place) <= 0
                : other is null && string.CompareOrdinal(text, version) <= 0;
    }

    private static int Compare(Requirement requirement, DependencyKind kind, string name) =>
        requirement.Kind != kind ? requirement.Kind.CompareTo(kind) : string.CompareOrdinal(requirement.Name, name);

    private List<Requirement> DeclaredBy(VersionManifest version)
    {
        declared.Clear();
        var requirements = version.Requirements;
        for (var i = 0; i < requirements.Count; i++)
        {
            var requirement = requirements[i];
            if (kinds.Includes(requirement.Kind) && IsOfTarget(requirement))
            {
                declared.Add(requirement);
            }
        }

        if (declared.Count > 1)
        {
            declared.Sort(ByKindAndName);
        }

        return declared;
    }

    /// <summary>Reading a requirement's spec costs more than most of them are worth: only an alias has another name than its package.</summary>
    private bool IsOfTarget(Requirement requirement) =>
        (requirement.Name == target || requirement.Range.Contains(target, StringComparison.Ordinal))
        && requirement.PackageName == target;
}
