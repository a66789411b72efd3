using System.Text;
using DepGraph.Ingestion.Dependents.Index;

namespace DepGraph.Ingestion.Dependents.Paging;

/// <summary>The depending packages of a list in some order. Immutable.</summary>
internal sealed class SortedSources
{
    private const int BytesPerPackage = 8;
    private const int FixedBytes = 120;

    private readonly int[] packages;
    private readonly int[] dependents;
    private readonly RankEpoch? epoch;
    private readonly DependentOrder order;

    private SortedSources(int[] packages, int[] dependents, RankEpoch? epoch, DependentOrder order) =>
        (this.packages, this.dependents, this.epoch, this.order) = (packages, dependents, epoch, order);

    public static SortedSources None { get; } = new([], [], null, DependentOrder.ByName);

    public int Count => packages.Length;

    public long Bytes => FixedBytes + ((long)BytesPerPackage * Count);

    /// <param name="list">Whose packages.</param>
    /// <param name="filter">Only those with an edge that it admits.</param>
    /// <param name="order">The order.</param>
    /// <param name="epoch">What it goes by; null when it does not.</param>
    public static SortedSources Of(DependentList list, EdgeFilter filter, DependentOrder order, RankEpoch? epoch)
    {
        var packages = new List<int>();
        var dependents = new List<int>();
        var keys = new List<long>();
        for (var reader = new SourceReader(list, filter); reader.MoveNext(); )
        {
            // They come by name: their place is the lower half of the key, their rank the upper one.
            long name = order.IsNameDescending ? int.MaxValue - packages.Count : packages.Count;
            var rank = epoch?.Of(reader.Current) ?? 0;
            keys.Add((long)(order.IsMostDependedUponFirst is true ? int.MaxValue - rank : rank) << 32 | name);
            packages.Add(reader.Current);
            dependents.Add(reader.Dependents);
        }

        var places = new int[packages.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = i;
        }

        Array.Sort(keys.ToArray(), places);
        return new SortedSources(
            Array.ConvertAll(places, place => packages[place]),
            Array.ConvertAll(places, place => dependents[place]),
            epoch,
            order
        );
    }

    public int PackageAt(int at) => packages[at];

    public int DependentsAt(int at) => dependents[at];

    public int RankAt(int at) => epoch?.Of(packages[at]) ?? 0;

    /// <summary>Where the place's package stands, or else the first one behind it.</summary>
    public int Find(DependentPlace place, PackageNames names)
    {
        var name = Encoding.UTF8.GetBytes(place.Package);
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (Compare(middle, place.Rank, name, names) < 0)
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

    /// <summary>The order of a package here and one of another list in the same order.</summary>
    public int Compare(int at, SortedSources other, int otherAt, PackageNames names) =>
        Compare(at, other.RankAt(otherAt), names[other.PackageAt(otherAt)], names);

    private int Compare(int at, int rank, ReadOnlySpan<byte> name, PackageNames names)
    {
        if (epoch is not null && RankAt(at).CompareTo(rank) is not 0 and var byRank)
        {
            return order.IsMostDependedUponFirst is true ? -byRank : byRank;
        }

        var byName = names[packages[at]].SequenceCompareTo(name);
        return order.IsNameDescending ? -byName : byName;
    }
}
