namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// Which node a package's head is, as far as this process has seen: finding a node by its id costs Neo4j half of seeking a name among a million. A hint and
/// no more, for Neo4j gives the ids of deleted nodes again: whoever finds a node by it has to see that it is a head of that name. Of
/// names that share a place the latest has it. Safe for threads.
/// </summary>
internal sealed class HeadNodeIds
{
    /// <summary>8 MiB, of which the system gives what is used.</summary>
    private const int Places = 1 << 20;

    /// <summary>More than any store format has. The rest of a word is of the name's hash.</summary>
    private const int IdBits = 48;

    private const long IdMask = (1L << IdBits) - 1;

    /// <summary>Each the hash's upper bits and the id plus one, or 0, in one word, so that nobody sees half of one.</summary>
    private readonly long[] _places = new long[Places];

    /// <summary>The id of the node; null when it is not known.</summary>
    public long? Find(string name)
    {
        var (place, mark) = PlaceOf(name);
        var word = Volatile.Read(ref _places[place]);
        return word != 0 && (word & ~IdMask) == mark ? (word & IdMask) - 1 : null;
    }

    public void Set(string name, long id)
    {
        if (id is < 0 or >= IdMask)
            return;
        var (place, mark) = PlaceOf(name);
        Volatile.Write(ref _places[place], mark | (id + 1));
    }

    /// <summary>For a node that is not, or no longer, what it was taken for.</summary>
    public void Forget(string name) => Volatile.Write(ref _places[PlaceOf(name).Place], 0);

    private static (int Place, long Mark) PlaceOf(string name)
    {
        var hash = name.GetHashCode(StringComparison.Ordinal);
        return (hash & (Places - 1), (long)((ulong)(uint)hash >> 20 << IdBits));
    }
}
