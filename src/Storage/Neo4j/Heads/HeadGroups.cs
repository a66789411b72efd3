using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// The parameters of <see cref="HeadReader.LoadCypher"/>: names in groups. Each group becomes a row, which costs the server more than a head in it;
/// but a row is in memory as a whole, there and here, so heads beyond a size are left out of rows of many.
/// </summary>
internal sealed class HeadGroups : IQueryParameters
{
    private const int Usual = 16;
    private const long MostBytes = 4 << 20;

    private readonly int _size;
    private readonly long _most;

    private HeadGroups(IReadOnlyList<string> names, long settled, int size, long most) =>
        (Names, Settled, _size, _most) = (names, settled, size, most);

    /// <summary>What to load.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The reader's <see cref="Watermark"/>.</summary>
    public long Settled { get; }

    /// <summary>How many groups there are.</summary>
    public int Count => (Names.Count + _size - 1) / _size;

    /// <summary>Groups whose rows have no head beyond 4 MiB.</summary>
    public static HeadGroups Of(IReadOnlyList<string> names, long settled) => new(names, settled, Usual, MostBytes);

    /// <summary>The same names, each a group of its own, whatever the size of its head.</summary>
    public HeadGroups OneByOne() => new(Names, Settled, size: 1, long.MaxValue);

    /// <summary>The place of a group's first name.</summary>
    public int StartOf(int group) => group * _size;

    public void Write(PackStreamWriter writer)
    {
        writer.WriteMapHeader(3);
        writer.Entry("settled", Settled);
        writer.Entry("most", _most);
        writer.ListEntry("groups", Count);
        for (var start = 0; start < Names.Count; start += _size)
        {
            var end = Math.Min(Names.Count, start + _size);
            writer.WriteListHeader(end - start);
            for (var i = start; i < end; i++)
                writer.WriteString(Names[i]);
        }
    }
}
