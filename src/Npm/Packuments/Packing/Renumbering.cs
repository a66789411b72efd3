namespace DepGraph.Npm.Packuments.Packing;

/// <summary>Gives old ids new ones, 0, 1, 2 … in order of first use.</summary>
internal sealed class Renumbering
{
    private readonly int[] _new;
    private readonly List<int> _order = [];

    public Renumbering(int oldCount)
    {
        _new = new int[oldCount];
        _new.AsSpan().Fill(-1);
    }

    /// <summary>The old ids that are used, by their new ids.</summary>
    public List<int> Order => _order;

    public int Use(int old) => Use(old, out _);

    public int Use(int old, out bool isFirst)
    {
        ref var id = ref _new[old];
        isFirst = id < 0;
        if (isFirst)
        {
            id = _order.Count;
            _order.Add(old);
        }
        return id;
    }
}
