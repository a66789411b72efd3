namespace DepGraph.Ingestion.Follow;

/// <summary>
/// Packages that changed and could not be had: tried again after growing pauses, and given up after half a day, for then the background refresh
/// has had its turns. Used by one task.
/// </summary>
internal sealed class OwedPackages(TimeProvider time)
{
    /// <summary>With these pauses about 12 hours.</summary>
    private const int MostTries = 80;
    private const int MostDoublings = 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (int Tries, DateTimeOffset Due)> owed = new(StringComparer.Ordinal);

    public int Count => owed.Count;

    /// <summary>In the order of names, so that the same ones are the same text.</summary>
    public IReadOnlyList<string> Names => [.. owed.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Those whose pause is over.</summary>
    public IEnumerable<string> Due
    {
        get
        {
            var now = time.GetUtcNow();
            return owed.Where(pair => pair.Value.Due <= now).Select(pair => pair.Key);
        }
    }

    /// <summary>Begins with what another run left.</summary>
    public void Begin(IEnumerable<string> names)
    {
        var now = time.GetUtcNow();
        owed.Clear();
        foreach (var name in names)
        {
            owed[name] = (0, now);
        }
    }

    /// <summary>It was had.</summary>
    public void Settle(string name) => owed.Remove(name);

    /// <summary>It could not be had. False: it is given up.</summary>
    public bool TryPostpone(string name)
    {
        var tries = owed.GetValueOrDefault(name).Tries + 1;
        if (tries > MostTries)
        {
            owed.Remove(name);
            return false;
        }

        var pause = FirstPause * (1L << Math.Min(tries - 1, MostDoublings));
        owed[name] = (tries, time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause));
        return true;
    }
}
