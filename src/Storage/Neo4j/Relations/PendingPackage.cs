using DepGraph.Npm.Packuments;
using DepGraph.Storage.Projecting;

namespace DepGraph.Storage.Neo4j.Relations;

/// <summary>
/// A package that this process has claimed to bring its relationships up to date, and what is still to be written of it.
/// </summary>
internal sealed class PendingPackage : IPendingPackage
{
    /// <summary>What the relationships of a version that goes are taken for: nobody counted them.</summary>
    private const int CostOfGone = 15;

    private readonly List<string> _gone = [];
    private readonly List<VersionNode> _altered = [];
    private readonly List<VersionNode> _informed = [];
    private readonly List<VersionNode> _added = [];
    private int _goneDone;
    private int _alteredDone;
    private int _informedDone;
    private int _addedDone;

    /// <param name="name">The package.</param>
    /// <param name="sequence">Sequence number of what was read.</param>
    /// <param name="head">Null when there is none any more: all versions go.</param>
    /// <param name="details">Null when the full document is not known.</param>
    /// <param name="isDamaged">The head, or the details, do not decode: it goes on lagging until they are written anew.</param>
    /// <param name="stored">The version nodes that it has.</param>
    public PendingPackage(
        string name,
        long sequence,
        PackageHead? head,
        PackageDetails? details,
        bool isDamaged,
        IReadOnlyList<StoredVersion> stored
    )
    {
        Name = name;
        Mark = sequence;
        IsDamaged = isDamaged;
        if (isDamaged)
            return;
        foreach (var version in stored)
        {
            if (head is null || head.IndexOf(version.Version) < 0)
                _gone.Add(version.Purl);
        }
        if (head is not null)
            Compare(head, details, stored);
    }

    public string Name { get; }

    /// <summary>The sequence number of what was read: another one since then makes this worthless.</summary>
    public long Mark { get; }

    public bool IsDamaged { get; }

    /// <summary>
    /// The next things to be written, about <paramref name="budget"/> nodes and relationships of them; at least one when there is any.
    /// They stay the next ones until they are <see cref="Complete">complete</see>.
    /// </summary>
    public PackageSlice Next(ref int budget)
    {
        var slice = new PackageSlice(Name, Mark);
        for (var i = _goneDone; i < _gone.Count && budget > 0; i++)
        {
            slice.Gone.Add(_gone[i]);
            budget -= CostOfGone;
        }
        Take(_altered, _alteredDone, slice.Altered, ref budget);
        Take(_informed, _informedDone, slice.Informed, ref budget);
        Take(_added, _addedDone, slice.Added, ref budget);
        slice.IsLast =
            _goneDone + slice.Gone.Count == _gone.Count
            && _alteredDone + slice.Altered.Count == _altered.Count
            && _informedDone + slice.Informed.Count == _informed.Count
            && _addedDone + slice.Added.Count == _added.Count;
        budget--;
        return slice;
    }

    /// <summary>Says that a slice was written.</summary>
    public void Complete(PackageSlice slice)
    {
        _goneDone += slice.Gone.Count;
        _alteredDone += slice.Altered.Count;
        _informedDone += slice.Informed.Count;
        _addedDone += slice.Added.Count;
    }

    private static void Take(List<VersionNode> from, int start, List<VersionNode> to, ref int budget)
    {
        for (var i = start; i < from.Count && budget > 0; i++)
        {
            to.Add(from[i]);
            budget -= 1 + from[i].Requirements.Count;
        }
    }

    private void Compare(PackageHead head, PackageDetails? details, IReadOnlyList<StoredVersion> stored)
    {
        var byVersion = stored.ToDictionary(version => version.Version, StringComparer.Ordinal);
        for (var i = 0; i < head.Count; i++)
        {
            var node = new VersionNode(head[i], details);
            if (!IndexKey.Fits(node.Purl))
                continue;
            if (!byVersion.TryGetValue(head[i].Version, out var version))
                _added.Add(node);
            else if (version.Shape != node.Shape)
                _altered.Add(node);
            else if (version.Facts != node.Facts)
                _informed.Add(node);
        }
    }
}
