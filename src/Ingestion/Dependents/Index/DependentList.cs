namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>
/// Who depends on one package, at one moment: entries by name of the depending package, and few changes of them. Immutable; a
/// change makes another list, which shares the entries until there are so many changes that they are worth merging.
/// </summary>
internal sealed class DependentList
{
    private const int FixedBytes = 160;
    private const int ChangeBytes = 24 + 24 + 2 * EntryColumns.EntryBytes;

    /// <summary>Lists of a few changes are not worth merging.</summary>
    private const int FewChanges = 8;

    private readonly EntryColumns entries;
    private readonly int start;
    private readonly SourceChange[] changes;
    private readonly DependentCounts? counts;

    /// <summary>Whether the entries are this list's own, and not those of <see cref="FlatDependents"/>.</summary>
    private readonly bool ownsEntries;

    /// <param name="entries">Columns that hold the list's entries.</param>
    /// <param name="start">Its first one.</param>
    /// <param name="length">How many they are.</param>
    /// <param name="counts">What they count to; null for a list so short that it is counted when that is asked for.</param>
    public DependentList(EntryColumns entries, int start, int length, DependentCounts? counts)
        : this(entries, start, length, false, [], counts) { }

    private DependentList(
        EntryColumns entries,
        int start,
        int length,
        bool ownsEntries,
        SourceChange[] changes,
        DependentCounts? counts
    )
    {
        (this.entries, this.start, EntryCount, this.ownsEntries) = (entries, start, length, ownsEntries);
        (this.changes, this.counts) = (changes, counts);
    }

    public static DependentList Empty { get; } = new(new EntryColumns(0), 0, 0, null);

    /// <summary>How many entries there are, the changes not looked at.</summary>
    public int EntryCount { get; }

    public ReadOnlySpan<SourceChange> Changes => changes;

    /// <summary>Names the entries: lists that share them differ by their changes alone.</summary>
    public (long Columns, int Start) EntriesId => (entries.Id, start);

    /// <summary>Bytes that are this list's alone.</summary>
    public long Bytes =>
        FixedBytes
        + ((long)ChangeBytes * changes.Length)
        + (ownsEntries ? (long)EntryColumns.EntryBytes * EntryCount : 0);

    public int SourceAt(int at) => entries.Sources[start + at];

    public Edge EdgeAt(int at) => entries.EdgeAt(start + at);

    /// <summary>How many dependents there are.</summary>
    public long Count(EdgeFilter filter)
    {
        if (counts is { } known && filter.Ranges is null)
        {
            return known.Of(filter);
        }

        var count = 0L;
        var at = 0;
        foreach (var change in changes)
        {
            count += CountEntries(at, change.At, filter);
            foreach (var edge in change.Edges)
            {
                count += filter.Count(edge.Use, edge.Range);
            }

            at = change.At + change.Replaced;
        }

        return count + CountEntries(at, EntryCount, filter);
    }

    /// <summary>The list with other edges of one depending package; the same one if they are what it has.</summary>
    public DependentList With(int source, Edge[] edges, PackageNames names)
    {
        var index = FindChange(source, names);
        var isKnown = index < changes.Length && changes[index].Source == source;
        var (at, replaced) = isKnown ? (changes[index].At, changes[index].Replaced) : FindEntries(source, names);
        var former = isKnown ? changes[index].Edges : EdgesAt(at, replaced);
        if (former.AsSpan().SequenceEqual(edges))
        {
            return this;
        }

        var counted = counts ?? CountAll();
        Count(ref counted, former, -1);
        Count(ref counted, edges, +1);
        var change = new SourceChange(source, at, replaced, edges);
        SourceChange[] changed = [.. changes.AsSpan(0, index), change, .. changes.AsSpan(isKnown ? index + 1 : index)];
        var list = new DependentList(entries, start, EntryCount, ownsEntries, changed, counted);
        return changed.Length <= FewChanges || (long)changed.Length * changed.Length <= EntryCount
            ? list
            : list.Merged();
    }

    /// <summary>The list without the packages of other names. Of one range of names it shares the entries; counting it looks at them.</summary>
    public DependentList Within(NameRanges ranges, PackageNames names)
    {
        if (ranges.IsEverything)
        {
            return this;
        }

        var parts = new List<DependentList>();
        foreach (var range in ranges.Ranges)
        {
            var part = Part(range, names);
            if (part.EntryCount > 0 || part.changes.Length > 0)
            {
                parts.Add(part);
            }
        }

        return parts switch
        {
            [] => Empty,
            [var one] => one,
            _ => Joined(parts),
        };
    }

    /// <summary>The same entries, as if nothing had changed.</summary>
    public DependentList WithoutChanges() => changes.Length == 0 ? this : new(entries, start, EntryCount, null);

    /// <summary>What the changes say, and nothing else.</summary>
    public DependentList OfChanges() =>
        new(
            Empty.entries,
            0,
            0,
            false,
            Array.ConvertAll(changes, static change => change with { At = 0, Replaced = 0 }),
            null
        );

    /// <summary>The first entry at or behind a name.</summary>
    public int FindEntry(ReadOnlySpan<byte> name, PackageNames names)
    {
        var (low, high) = (0, EntryCount);
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (names[SourceAt(middle)].SequenceCompareTo(name) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The first change at or behind a name.</summary>
    public int FindChange(ReadOnlySpan<byte> name, PackageNames names)
    {
        var (low, high) = (0, changes.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (names[changes[middle].Source].SequenceCompareTo(name) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Every edge that holds, by name of the depending package.</summary>
    public IEnumerable<(int Source, Edge Edge)> Edges()
    {
        var at = 0;
        foreach (var change in changes)
        {
            for (; at < change.At; at++)
            {
                yield return (SourceAt(at), EdgeAt(at));
            }

            foreach (var edge in change.Edges)
            {
                yield return (change.Source, edge);
            }

            at += change.Replaced;
        }

        for (; at < EntryCount; at++)
        {
            yield return (SourceAt(at), EdgeAt(at));
        }
    }

    private long CountEntries(int from, int to, EdgeFilter filter)
    {
        var count = 0L;
        for (var at = start + from; at < start + to; at++)
        {
            count += filter.Count(new EdgeUse(entries.Uses[at]), entries.Ranges[at]);
        }

        return count;
    }

    /// <summary>For a list without changes.</summary>
    private DependentCounts CountAll()
    {
        var all = default(DependentCounts);
        for (var at = 0; at < EntryCount; at++)
        {
            all.Add(EdgeAt(at).Use, +1);
        }

        return all;
    }

    private static void Count(ref DependentCounts counts, Edge[] edges, int sign)
    {
        foreach (var edge in edges)
        {
            counts.Add(edge.Use, sign);
        }
    }

    private int FindChange(int source, PackageNames names) =>
        changes.Length == 0 ? 0 : FindChange(names[source], names);

    private (int At, int Count) FindEntries(int source, PackageNames names)
    {
        var at = FindEntry(names[source], names);
        var end = at;
        while (end < EntryCount && SourceAt(end) == source)
        {
            end++;
        }

        return (at, end - at);
    }

    private Edge[] EdgesAt(int at, int count)
    {
        var edges = new Edge[count];
        for (var i = 0; i < count; i++)
        {
            edges[i] = EdgeAt(at + i);
        }

        return edges;
    }

    private DependentList Part(NameRange range, PackageNames names)
    {
        var (first, firstChange) = (FindEntry(range.From, names), FindChange(range.From, names));
        var end = range.Before is { } before ? FindEntry(before, names) : EntryCount;
        var endChange = range.Before is { } beforeChange ? FindChange(beforeChange, names) : changes.Length;
        var within = Array.ConvertAll(
            changes[firstChange..endChange],
            change => change with { At = change.At - first }
        );
        return new DependentList(entries, start + first, end - first, false, within, null);
    }

    private DependentList Merged() => Joined([this], counts);

    /// <summary>Lists, one behind the other, as one without changes.</summary>
    private static DependentList Joined(List<DependentList> lists, DependentCounts? counts = null)
    {
        var length = 0;
        foreach (var list in lists)
        {
            length += list.EntryCount;
            foreach (var change in list.changes)
            {
                length += change.Edges.Length - change.Replaced;
            }
        }

        var joined = new EntryColumns(length);
        var next = 0;
        foreach (var list in lists)
        {
            foreach (var (source, edge) in list.Edges())
            {
                joined.Set(next++, source, edge);
            }
        }

        return new DependentList(joined, 0, length, true, [], counts);
    }
}
