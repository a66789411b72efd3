using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>Goes through both sets in the same order, package by package.</summary>
internal sealed class DependencyDiffBuilder(DependencySet from, DependencySet to)
{
    private static readonly Comparer<VersionChange> ByVersionBefore = Comparer<VersionChange>.Create(
        (one, other) => VersionOrder.Instance.Compare(one.From, other.From)
    );

    private readonly List<VersionManifest> _added = [];
    private readonly List<VersionManifest> _removed = [];
    private readonly List<VersionChange> _changed = [];
    private int _unchanged;

    public DependencyDiff Build()
    {
        var (before, after) = (Sorted(from), Sorted(to));
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            var name =
                i == before.Length || (j < after.Length && IsEarlier(after[j], before[i]))
                    ? after[j].Name
                    : before[i].Name;
            Compare(Take(before, ref i, name), Take(after, ref j, name));
        }
        return new DependencyDiff(from, to)
        {
            Added = [.. _added],
            Removed = [.. _removed],
            Changed = [.. _changed],
            UnchangedCount = _unchanged,
        };
    }

    private static VersionManifest[] Sorted(DependencySet set)
    {
        var versions = new VersionManifest[set.Entries.Count];
        for (var i = 0; i < versions.Length; i++)
            versions[i] = set.Entries[i].Version;
        Array.Sort(versions, VersionOrder.Instance);
        return versions;
    }

    private static bool IsEarlier(VersionManifest one, VersionManifest other) =>
        string.CompareOrdinal(one.Name, other.Name) < 0;

    private static ReadOnlySpan<VersionManifest> Take(VersionManifest[] versions, ref int start, string name)
    {
        var end = start;
        while (end < versions.Length && versions[end].Name == name)
            end++;
        var taken = versions.AsSpan(start, end - start);
        start = end;
        return taken;
    }

    /// <summary>The versions of one package.</summary>
    private void Compare(ReadOnlySpan<VersionManifest> before, ReadOnlySpan<VersionManifest> after)
    {
        var (gone, come) = (Without(before, after), Without(after, before));
        _unchanged += before.Length - gone.Count;
        var firstChanged = _changed.Count;
        Pair(gone, come, isSameMajorOnly: true);
        Pair(gone, come, isSameMajorOnly: false);
        _removed.AddRange(gone);
        _added.AddRange(come);
        _changed.Sort(firstChanged, _changed.Count - firstChanged, ByVersionBefore);
    }

    /// <summary>Those of one that the other has not, ascending as they are; their objects may be of different heads.</summary>
    private static List<VersionManifest> Without(ReadOnlySpan<VersionManifest> one, ReadOnlySpan<VersionManifest> other)
    {
        var known = new HashSet<string>(other.Length, StringComparer.Ordinal);
        foreach (var version in other)
            known.Add(version.Version);
        var rest = new List<VersionManifest>();
        foreach (var version in one)
            if (!known.Contains(version.Version))
                rest.Add(version);
        return rest;
    }

    /// <summary>Takes what is paired out of both, from their ends: highest with highest.</summary>
    private void Pair(List<VersionManifest> gone, List<VersionManifest> come, bool isSameMajorOnly)
    {
        var paired = new HashSet<VersionManifest>();
        var (i, j) = (gone.Count - 1, come.Count - 1);
        while (i >= 0 && j >= 0)
        {
            var compared = isSameMajorOnly ? Major(gone[i]).CompareTo(Major(come[j])) : 0;
            if (compared == 0)
            {
                _changed.Add(new VersionChange(gone[i], come[j]));
                paired.Add(gone[i]);
                paired.Add(come[j]);
            }
            i -= compared >= 0 ? 1 : 0;
            j -= compared <= 0 ? 1 : 0;
        }
        gone.RemoveAll(paired.Contains);
        come.RemoveAll(paired.Contains);
    }

    /// <summary>−1 for what is no version; those come first.</summary>
    private static long Major(VersionManifest version) => version.SemVersion?.Major ?? -1;
}
