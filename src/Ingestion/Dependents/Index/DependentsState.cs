namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>
/// The index between two compactions: flat arrays and what has changed since. One writer, any number of readers, none of whom
/// waits. A reader sees each target's list at one moment.
/// </summary>
/// <param name="flat">The flat arrays.</param>
/// <param name="ranges">Their ranges.</param>
/// <param name="ranks">What orders go by; null: nobody has asked for one yet.</param>
internal sealed class DependentsState(FlatDependents flat, RangeTexts ranges, RankEpochs? ranks = null)
{
    private const int TargetsBytes = 60;

    private static long s_ids;

    private readonly SharedTable<DependentList> changed = new();
    private readonly SharedTable<TargetUse[]> changedTargets = new();
    private long changedBytes;
    private long version;

    /// <summary>Another one for each: packages of different states have different numbers.</summary>
    public long Id { get; } = Interlocked.Increment(ref s_ids);

    /// <summary>Grows whenever a list changes.</summary>
    public long Version => Volatile.Read(ref version);

    public PackageNames Names { get; } = new(flat.Names);

    public RangeTexts Ranges => ranges;

    public RankEpochs Ranks { get; } = ranks ?? RankEpochs.None();

    /// <summary>Edges of the flat arrays.</summary>
    public int FlatEdges => flat.EntryCount;

    /// <summary>Bytes of the flat arrays.</summary>
    public long FlatBytes => flat.Bytes;

    /// <summary>Bytes of what has changed since.</summary>
    public long ChangedBytes => changedBytes + changed.Bytes + changedTargets.Bytes + Names.AddedSize;

    /// <summary>Bytes in memory, about.</summary>
    public long Bytes => FlatBytes + ChangedBytes + ranges.Bytes + Ranks.Bytes;

    /// <summary>Who depends on a package.</summary>
    public DependentList Of(string target) =>
        Names.Find(target) is >= 0 and var number ? Of(number) : DependentList.Empty;

    /// <inheritdoc cref="Of(string)"/>
    public DependentList Of(int target) => changed[target] ?? FlatOf(target) ?? DependentList.Empty;

    /// <summary>
    /// Who depends on a package whose list has not changed since the last compaction, without an object: the depending package of each
    /// edge, and its use. False for one that has.
    /// </summary>
    public bool TryRead(int target, out ReadOnlySpan<int> sources, out ReadOnlySpan<uint> uses)
    {
        sources = [];
        uses = [];
        if (changed[target] is not null)
        {
            return false;
        }

        if (target < flat.Names.Count)
        {
            flat.Read(target, out sources, out uses);
        }

        return true;
    }

    /// <summary>The packages that a package depends on, in ascending order, each once.</summary>
    public ReadOnlySpan<TargetUse> TargetsOf(int source) =>
        changedTargets[source] is { } known ? known
        : source < flat.Names.Count ? flat.TargetsOf(source)
        : [];

    /// <summary>For the writer: makes the edges of a package what it declares now.</summary>
    /// <param name="source">The package.</param>
    /// <param name="declared">Its edges, by target, kind and name; empty: it declares none, or is gone.</param>
    public void Apply(string source, IReadOnlyList<PackageEdge> declared)
    {
        if (declared.Count == 0 && Names.Find(source) < 0)
        {
            return;
        }

        var number = Names.NumberOf(source);
        var former = TargetsOf(number).ToArray();
        var targets = new List<TargetUse>();
        for (var start = 0; start < declared.Count; )
        {
            var end = start + 1;
            while (end < declared.Count && declared[end].Target == declared[start].Target)
            {
                end++;
            }

            var target = Names.NumberOf(declared[start].Target);
            var edges = new Edge[end - start];
            var isFollowed = false;
            for (var i = 0; i < edges.Length; i++)
            {
                edges[i] = declared[start + i].ToEdge(ranges);
                isFollowed |= TargetUse.Follows(edges[i].Use);
            }

            Change(target, number, edges);
            targets.Add(new TargetUse(target, isFollowed));
            start = end;
        }

        foreach (var target in former.Select(use => use.Number).Except(targets.Select(use => use.Number)))
        {
            Change(target, number, []);
        }

        TargetUse[] sorted = [.. targets.OrderBy(use => use.Bits)];
        if (!former.AsSpan().SequenceEqual(sorted))
        {
            SetTargets(number, sorted);
        }
    }

    private void Change(int target, int source, Edge[] edges)
    {
        var former = Of(target);
        var list = former.With(source, edges, Names);
        if (ReferenceEquals(list, former))
        {
            return;
        }

        changedBytes += list.Bytes - (changed[target]?.Bytes ?? 0);
        changed.Set(target, list);
        Volatile.Write(ref version, version + 1);
    }

    private DependentList? FlatOf(int target) => target < flat.Names.Count ? flat.Of(target) : null;

    private void SetTargets(int source, TargetUse[] targets)
    {
        changedBytes += SizeOf(targets) - (changedTargets[source] is { } former ? SizeOf(former) : 0);
        changedTargets.Set(source, targets);

        static long SizeOf(TargetUse[] targets) => TargetsBytes + ((long)sizeof(int) * targets.Length);
    }
}
