using DepGraph.Npm.Packuments;
using DepGraph.Npm.SemVer;

namespace DepGraph.Ingestion.Dependents.Paging;

/// <summary>The dependents that one depending package gives: what its head declares, version by version.</summary>
/// <param name="query">What is asked for.</param>
/// <param name="passes">Which requirements count; null: all.</param>
internal sealed class DependentRows(DependentsQuery query, Func<Requirement, bool>? passes)
{
    private static readonly Comparison<Requirement> Ascending = static (one, other) =>
        Compare(one, other.Kind, other.Name);

    private static readonly Comparison<Requirement> Descending = static (one, other) =>
        Compare(other, one.Kind, one.Name);

    private readonly List<Requirement> declared = [];
    private IReadOnlyList<Requirement>? read;
    private readonly int step = query.Order.IsVersionDescending ? -1 : 1;

    /// <summary>Adds a package's dependents behind the query's place until <paramref name="rows"/> has all that are asked for.</summary>
    /// <returns>Whether there are more.</returns>
    public bool Collect(PackageHead head, DependentSource source, string? epoch, List<Dependent> rows)
    {
        var (first, last) = query.LatestOnly ? LatestOf(head) : (0, head.Count - 1);
        var begun = -1;
        if (query.After is { } place && place.Package == source.Name)
        {
            begun = head.IndexOf(place.Version);
            var next = begun >= 0 ? begun : FirstBehind(head, place.Version) - (step < 0 ? 1 : 0);
            (first, last) = step > 0 ? (Math.Max(first, next), last) : (first, Math.Min(last, next));
        }

        for (var index = step > 0 ? first : last; index >= first && index <= last; index += step)
        {
            foreach (var requirement in DeclaredBy(head[index]))
            {
                if (index == begun && !IsBehind(requirement, query.After!.Value))
                {
                    continue;
                }

                if (rows.Count == query.First)
                {
                    return true;
                }

                rows.Add(new Dependent(head[index], requirement, Depth: 1) { Rank = source.Rank, Epoch = epoch });
            }
        }

        return false;
    }

    private static (int First, int Last) LatestOf(PackageHead head) =>
        head.LatestVersion is { Index: var index } ? (index, index) : (0, -1);

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

    private bool IsBehind(Requirement requirement, DependentPlace place) =>
        Compare(requirement, place.Kind, place.Name) * step > 0;

    private List<Requirement> DeclaredBy(VersionManifest version)
    {
        var requirements = version.Requirements;
        // Versions that declare the same share the list, and mostly follow one another.
        if (ReferenceEquals(requirements, read))
        {
            return declared;
        }

        read = requirements;
        declared.Clear();
        foreach (var requirement in requirements as Requirement[] ?? [.. requirements])
        {
            if (
                query.Kinds.Includes(requirement.Kind)
                && IsOfTarget(requirement)
                && passes?.Invoke(requirement) != false
            )
            {
                declared.Add(requirement);
            }
        }

        if (declared.Count > 1)
        {
            declared.Sort(step > 0 ? Ascending : Descending);
        }

        return declared;
    }

    /// <summary>Reading a requirement's spec costs more than most are worth: only an alias has another name than its package.</summary>
    private bool IsOfTarget(Requirement requirement) =>
        (requirement.Name == query.Package || IsAlias(requirement.Range)) && requirement.PackageName == query.Package;

    private static bool IsAlias(string range) =>
        range is ['n' or 'N', ..] && range.StartsWith("npm:", StringComparison.OrdinalIgnoreCase);
}
