namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>
/// Makes flat arrays of packages that come in any order: their edges are noted down as they come, then names are sorted and the edges
/// are dealt out to their targets, source by source in the order of names.
/// </summary>
/// <param name="maxBytes">What the finished index may take.</param>
internal sealed class DependentsBuilder(long maxBytes)
{
    private const int BytesPerPackage = 16;
    private const int BytesPerEdge = EntryColumns.EntryBytes + 4;

    private readonly NameInterner names = new();
    private readonly List<int> sources = [];
    private readonly List<int> ends = [];
    private readonly ChunkedList<int> targets = new();
    private readonly ChunkedList<Edge> edges = new();

    public RangeTexts Ranges { get; } = new();

    /// <summary>Packages taken in so far.</summary>
    public int Count => sources.Count;

    /// <summary>What the index will take, about.</summary>
    public long Bytes =>
        names.Bytes + Ranges.Bytes + ((long)BytesPerPackage * names.Count) + ((long)BytesPerEdge * edges.Count);

    /// <param name="source">A package that was not added before.</param>
    /// <param name="declared">Its edges, by target, kind and name.</param>
    /// <exception cref="DependentsIndexTooLargeException">There is no room for more.</exception>
    public void Add(string source, IReadOnlyList<PackageEdge> declared)
    {
        if (declared.Count == 0)
        {
            return;
        }

        sources.Add(names.NumberOf(source));
        foreach (var edge in declared)
        {
            targets.Add(names.NumberOf(edge.Target));
            edges.Add(edge.ToEdge(Ranges));
        }

        ends.Add(edges.Count);
        if (Bytes > maxBytes)
        {
            throw new DependentsIndexTooLargeException(Bytes, maxBytes);
        }
    }

    public FlatDependents Build()
    {
        var sorted = names.Sorted();
        var numbers = new int[sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            numbers[sorted[i]] = i;
        }

        var starts = new int[sorted.Length + 1];
        for (var at = 0; at < targets.Count; at++)
        {
            starts[numbers[targets[at]] + 1]++;
        }

        for (var i = 0; i < sorted.Length; i++)
        {
            starts[i + 1] += starts[i];
        }

        return new FlatDependents(
            SortedNames.Of(sorted.Length, i => names[sorted[i]]),
            DealOut(numbers, starts.AsSpan(0, sorted.Length).ToArray()),
            starts
        );
    }

    private EntryColumns DealOut(int[] numbers, int[] next)
    {
        var entries = new EntryColumns(edges.Count);
        var order = new int[sources.Count];
        var keys = new int[sources.Count];
        for (var i = 0; i < order.Length; i++)
        {
            (order[i], keys[i]) = (i, numbers[sources[i]]);
        }

        Array.Sort(keys, order);
        foreach (var index in order)
        {
            var source = numbers[sources[index]];
            for (var at = index == 0 ? 0 : ends[index - 1]; at < ends[index]; at++)
            {
                entries.Set(next[numbers[targets[at]]]++, source, edges[at]);
            }
        }

        return entries;
    }
}
