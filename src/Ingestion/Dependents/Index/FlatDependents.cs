namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>
/// Who depends on whom, in flat arrays. Packages are numbered in the order of their names; the entries of a target stand in a
/// row, by source. Immutable.
/// </summary>
internal sealed class FlatDependents
{
    /// <summary>Lists above this length have their counts kept; shorter ones are counted when they are asked for.</summary>
    private const int LongestCounted = 64;

    private const int CountsBytes = 100;

    private readonly EntryColumns entries;
    private readonly int[] starts;
    private readonly TargetUse[] targets;
    private readonly int[] targetStarts;
    private readonly Dictionary<int, DependentCounts> counts = [];

    /// <param name="names">All packages.</param>
    /// <param name="entries">All edges by target, then source.</param>
    /// <param name="starts">Per target and once more for the end: its first entry.</param>
    public FlatDependents(SortedNames names, EntryColumns entries, int[] starts)
    {
        (Names, this.entries, this.starts) = (names, entries, starts);
        (targets, targetStarts) = Turn();
        for (var target = 0; target < names.Count; target++)
        {
            if (starts[target + 1] - starts[target] > LongestCounted)
            {
                counts.Add(target, CountOf(target));
            }
        }
    }

    public static FlatDependents None { get; } = new(SortedNames.None, new EntryColumns(0), [0]);

    public SortedNames Names { get; }

    /// <summary>How many edges there are.</summary>
    public int EntryCount => starts[^1];

    public long Bytes =>
        Names.Bytes
        + ((long)EntryColumns.EntryBytes * EntryCount)
        + (4L * (starts.Length + targets.Length + targetStarts.Length))
        + ((long)CountsBytes * counts.Count);

    /// <summary>Who depends on a package; null: nobody.</summary>
    public DependentList? Of(int target)
    {
        var (start, end) = (starts[target], starts[target + 1]);
        return start == end
            ? null
            : new DependentList(entries, start, end - start, end - start > LongestCounted ? counts[target] : null);
    }

    /// <summary>The same without an object: the depending package of each edge, and its use.</summary>
    public void Read(int target, out ReadOnlySpan<int> sources, out ReadOnlySpan<uint> uses)
    {
        var range = starts[target]..starts[target + 1];
        sources = entries.Sources.AsSpan(range);
        uses = entries.Uses.AsSpan(range);
    }

    /// <summary>The packages that a package depends on, in ascending order, each once.</summary>
    public ReadOnlySpan<TargetUse> TargetsOf(int source) =>
        targets.AsSpan(targetStarts[source]..targetStarts[source + 1]);

    private DependentCounts CountOf(int target)
    {
        var count = default(DependentCounts);
        for (var at = starts[target]; at < starts[target + 1]; at++)
        {
            count.Add(new EdgeUse(entries.Uses[at]), +1);
        }

        return count;
    }

    /// <summary>The same edges by source, without what is known of them but whether they are followed.</summary>
    private (TargetUse[] Targets, int[] Starts) Turn()
    {
        var turnedStarts = new int[Names.Count + 1];
        ForEachPair((source, _) => turnedStarts[source + 1]++);
        for (var i = 0; i < Names.Count; i++)
        {
            turnedStarts[i + 1] += turnedStarts[i];
        }

        var next = turnedStarts.AsSpan(0, Names.Count).ToArray();
        var turned = new TargetUse[turnedStarts[^1]];
        ForEachPair((source, target) => turned[next[source]++] = target);
        return (turned, turnedStarts);
    }

    /// <summary>Every target, ascending, with each of its sources once.</summary>
    private void ForEachPair(Action<int, TargetUse> use)
    {
        var (sources, uses) = (entries.Sources, entries.Uses);
        for (var target = 0; target < Names.Count; target++)
        {
            for (var at = starts[target]; at < starts[target + 1]; )
            {
                var (source, isFollowed) = (sources[at], false);
                for (; at < starts[target + 1] && sources[at] == source; at++)
                {
                    isFollowed |= TargetUse.Follows(new EdgeUse(uses[at]));
                }

                use(source, new TargetUse(target, isFollowed));
            }
        }
    }
}
