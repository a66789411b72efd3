namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>Who depends on whom: one writer, any number of readers, none of whom waits. Memory is bounded.</summary>
/// <param name="first">What it starts with.</param>
/// <param name="maxBytes">What it may take; twice that while it is compacted.</param>
internal sealed class DependentsIndex(DependentsState first, long maxBytes)
{
    /// <summary>So much may change before it is worth compacting at all.</summary>
    private const long LeastChanged = 4 << 20;

    /// <summary>Above that a compaction is due as soon as the changes are this part of the whole.</summary>
    private const int ChangedPart = 4;

    /// <summary>The part that must be free after a compaction for want of room, else the next one would follow at once.</summary>
    private const int FreePart = 16;

    private volatile DependentsState state = first;

    /// <summary>What readers use, one object for one question.</summary>
    public DependentsState State => state;

    /// <summary>For the writer: makes the edges of a package what it declares now, and compacts when that is due.</summary>
    /// <exception cref="DependentsIndexTooLargeException">There is no room for more.</exception>
    public void Apply(string source, IReadOnlyList<PackageEdge> declared)
    {
        state.Apply(source, declared);
        if (state.Bytes > maxBytes)
        {
            Compact();
            if (state.Bytes > maxBytes - (maxBytes / FreePart))
            {
                throw new DependentsIndexTooLargeException(state.Bytes, maxBytes);
            }
        }
        else if (state.ChangedBytes > LeastChanged && state.ChangedBytes > state.FlatBytes / ChangedPart)
        {
            Compact();
        }
    }

    /// <summary>For the writer: makes flat arrays of it all.</summary>
    public void Compact() => state = Compaction.Of(state);
}
