using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// The parameters of <see cref="HeadReader.LoadCypher"/>: names in groups, those whose nodes are known before the others. Each group becomes a row, which costs the
/// server more than a head in it; but a row is in memory as a whole, there and here, so heads beyond a size are left out of rows of many.
/// </summary>
internal sealed class HeadGroups : IQueryParameters
{
    private const int Usual = 16;
    private const long MostBytes = 4 << 20;

    private readonly int _size;
    private readonly long _most;

    /// <summary>The places of all names, as they are asked for.</summary>
    private readonly int[] _order;

    /// <summary>The nodes of those that are asked for first.</summary>
    private readonly List<long> _ids;

    private HeadGroups(IReadOnlyList<string> names, long settled, int size, long most, HeadNodeIds? nodes)
    {
        (Names, Settled, _size, _most) = (names, settled, size, most);
        (_order, _ids) = (new int[names.Count], new List<long>(names.Count));
        var end = names.Count;
        for (var place = names.Count - 1; place >= 0; place--)
        {
            if (nodes?.Find(names[place]) is { } id)
            {
                _order[_ids.Count] = place;
                _ids.Add(id);
            }
            else
            {
                _order[--end] = place;
            }
        }
    }

    /// <summary>What to load.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The reader's <see cref="Watermark"/>.</summary>
    public long Settled { get; }

    /// <summary>How many groups there are.</summary>
    public int Count => (Names.Count + _size - 1) / _size;

    /// <summary>Groups whose rows have no head beyond 4 MiB.</summary>
    /// <param name="names">What to load.</param>
    /// <param name="settled">The reader's <see cref="Watermark"/>.</param>
    /// <param name="nodes">By these, where they are known; null: all by name.</param>
    public static HeadGroups Of(IReadOnlyList<string> names, long settled, HeadNodeIds? nodes) =>
        new(names, settled, Usual, MostBytes, nodes);

    /// <summary>The same names, each a group of its own, whatever the size of its head.</summary>
    public HeadGroups OneByOne() => new(Names, Settled, size: 1, long.MaxValue, nodes: null);

    /// <summary>The places of a group's names that are asked for by node, in their order.</summary>
    public ReadOnlySpan<int> ByNode(int group)
    {
        var start = Math.Min(group * _size, _ids.Count);
        return _order.AsSpan(start, Math.Min(_size, _ids.Count - start));
    }

    /// <summary>The places of a group's names that are asked for by name, in their order.</summary>
    public ReadOnlySpan<int> ByName(int group)
    {
        var start = Math.Max(group * _size, _ids.Count);
        return _order.AsSpan(start, Math.Max(0, Math.Min((group + 1) * _size, Names.Count) - start));
    }

    public void Write(PackStreamWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Entry("settled", Settled);
        writer.Entry("most", _most);
        writer.ListEntry("ids", Count);
        for (var group = 0; group < Count; group++)
        {
            var places = ByNode(group);
            writer.WriteListHeader(places.Length);
            for (var i = 0; i < places.Length; i++)
                writer.WriteInteger(_ids[(group * _size) + i]);
        }
        writer.ListEntry("names", Count);
        for (var group = 0; group < Count; group++)
        {
            var places = ByName(group);
            writer.WriteListHeader(places.Length);
            foreach (var place in places)
                writer.WriteString(Names[place]);
        }
    }
}
