namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>Goes over the depending packages of a list by name, those of them that have an edge which a filter admits; each once.</summary>
internal struct SourceReader
{
    private readonly DependentList list;
    private readonly EdgeFilter filter;
    private int entry;
    private int change;

    /// <summary>From the first package on.</summary>
    public SourceReader(DependentList list, EdgeFilter filter) =>
        (this.list, this.filter, Current) = (list, filter, -1);

    /// <summary>From the first package at or behind a name on.</summary>
    public SourceReader(DependentList list, EdgeFilter filter, ReadOnlySpan<byte> from, PackageNames names)
        : this(list, filter) => (entry, change) = (list.FindEntry(from, names), list.FindChange(from, names));

    /// <summary>The package that the last <see cref="MoveNext"/> came to.</summary>
    public int Current { get; private set; }

    /// <summary>How many dependents that package gives.</summary>
    public int Dependents { get; private set; }

    public bool MoveNext()
    {
        while (true)
        {
            var changes = list.Changes;
            var end = change < changes.Length ? changes[change].At : list.EntryCount;
            if (FindIn(end))
            {
                return true;
            }

            if (change == changes.Length)
            {
                return false;
            }

            var changed = changes[change++];
            entry = changed.At + changed.Replaced;
            Dependents = 0;
            foreach (var edge in changed.Edges)
            {
                Dependents += filter.Count(edge.Use, edge.Range);
            }

            if (Dependents > 0)
            {
                Current = changed.Source;
                return true;
            }
        }
    }

    /// <summary>Moves to the next package among the entries before <paramref name="end"/> that is meant, and past its entries.</summary>
    private bool FindIn(int end)
    {
        for (; entry < end; entry++)
        {
            var edge = list.EdgeAt(entry);
            if (filter.Admits(edge.Use, edge.Range))
            {
                (Current, Dependents) = (list.SourceAt(entry), 0);
                do
                {
                    edge = list.EdgeAt(entry++);
                    Dependents += filter.Count(edge.Use, edge.Range);
                } while (entry < end && list.SourceAt(entry) == Current);
                return true;
            }
        }

        return false;
    }
}
