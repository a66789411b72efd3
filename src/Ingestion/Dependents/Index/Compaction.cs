namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>Makes flat arrays of an index and all that has changed in it; packages without an edge or a rank are left out.</summary>
internal static class Compaction
{
    public static DependentsState Of(DependentsState former)
    {
        var (lengths, isUsed) = Measure(former);
        var order = OrderOf(former.Names, isUsed);
        var numbers = new int[isUsed.Length];
        var starts = new int[order.Count + 1];
        for (var i = 0; i < order.Count; i++)
        {
            numbers[order[i]] = i;
            starts[i + 1] = checked(starts[i] + lengths[order[i]]);
        }

        var entries = new EntryColumns(starts[^1]);
        var ranges = new RangeTexts();
        var next = 0;
        foreach (var target in order)
        {
            foreach (var (source, edge) in former.Of(target).Edges())
            {
                var range = edge.Range < 0 ? edge.Range : ranges.NumberOf(former.Ranges[edge.Range]);
                entries.Set(next++, numbers[source], edge with { Range = range });
            }
        }

        var names = SortedNames.Of(order.Count, i => former.Names[order[i]]);
        return new DependentsState(new FlatDependents(names, entries, starts), ranges, former.Ranks.Renumbered(order));
    }

    private static (int[] Lengths, bool[] IsUsed) Measure(DependentsState state)
    {
        var lengths = new int[state.Names.Count];
        var isUsed = new bool[lengths.Length];
        for (var target = 0; target < lengths.Length; target++)
        {
            isUsed[target] |= state.Ranks.IsRanked(target);
            foreach (var (source, _) in state.Of(target).Edges())
            {
                lengths[target]++;
                isUsed[target] = isUsed[source] = true;
            }
        }

        return (lengths, isUsed);
    }

    /// <summary>The packages that are used, by name.</summary>
    private static List<int> OrderOf(PackageNames names, bool[] isUsed)
    {
        var added = Enumerable.Range(names.SortedCount, isUsed.Length - names.SortedCount).ToArray();
        added.AsSpan().Sort(names.Compare);
        var order = new List<int>(isUsed.Length);
        var next = 0;
        for (var sorted = 0; sorted < names.SortedCount; sorted++)
        {
            for (; next < added.Length && names.Compare(added[next], sorted) < 0; next++)
            {
                AddUsed(added[next]);
            }

            AddUsed(sorted);
        }

        for (; next < added.Length; next++)
        {
            AddUsed(added[next]);
        }

        return order;

        void AddUsed(int number)
        {
            if (isUsed[number])
            {
                order.Add(number);
            }
        }
    }
}
