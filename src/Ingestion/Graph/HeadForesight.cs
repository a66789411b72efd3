using DepGraph.Storage;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Graph;

/// <summary>Reads along with the heads that were asked for those that will probably be asked for next.</summary>
/// <param name="cache">What is in memory is not read.</param>
/// <param name="forecast">What is guessed.</param>
/// <param name="arrive">Gets what the store has of each of them, null: nothing.</param>
/// <param name="metrics">Counts them.</param>
/// <param name="logger">Hears of a forecast that breaks.</param>
internal sealed class HeadForesight(
    HeadCache cache,
    IHeadForecast forecast,
    Action<HeadEntry, HeadFlight, PackageRecord?> arrive,
    IngestionMetrics metrics,
    ILogger logger
)
{
    /// <summary>So many go along with one read: some hundred kilobytes, a few megabytes at worst.</summary>
    private const int MostForeseen = 200;

    /// <summary>Adds to a read what those who wait for it will probably ask for next.</summary>
    /// <param name="reads">The read.</param>
    /// <param name="most">How many heads it may have in all.</param>
    public void Join(List<(string Name, Action<PackageRecord?> Then)> reads, int most)
    {
        List<string>? awaited = null;
        var (levels, stamp) = (0, 0L);
        foreach (var (name, _) in reads)
        {
            if (cache.Entries.Find(name) is { Flight.LevelsBelow: > 0 and var below } entry)
            {
                (awaited ??= []).Add(name);
                levels = Math.Max(levels, below);
                stamp = Math.Max(stamp, entry.LastUsed);
            }
        }

        most = Math.Min(MostForeseen, most - reads.Count);
        if (awaited is null || most <= 0)
        {
            return;
        }

        foreach (var name in Guess(awaited, levels, most, IsAtHand))
        {
            if (TryBegin(name, stamp) is { } read)
            {
                reads.Add(read);
            }
        }

        bool IsAtHand(string name)
        {
            if (cache.Entries.Find(name) is not { } entry || !IsKnownOrComing(entry))
            {
                return false;
            }

            // What is about to be used must not make room for what is read.
            entry.LastUsed = stamp;
            return true;
        }
    }

    /// <summary>Nothing where it breaks: what was asked for is read all the same.</summary>
    private IReadOnlyList<string> Guess(List<string> names, int levels, int most, Func<string, bool> isAtHand)
    {
        try
        {
            return forecast.Below(names, levels, most, isAtHand);
        }
        catch (Exception e)
        {
            logger.LogError(e, "What is below {Count} packages could not be foreseen.", names.Count);
            return [];
        }
    }

    private (string Name, Action<PackageRecord?> Then)? TryBegin(string name, long stamp)
    {
        var entry = cache.Entries.GetOrAdd(name);
        lock (entry.Gate)
        {
            if (entry.IsRemoved || IsKnownOrComing(entry))
            {
                return null;
            }

            var flight = new HeadFlight(isInStore: true, isForeseen: true);
            (entry.LastUsed, entry.Flight) = (stamp, flight);
            metrics.HeadsForeseen.Add(1);
            return (name, record => arrive(entry, flight, record));
        }
    }

    private static bool IsKnownOrComing(HeadEntry entry) =>
        entry.Content is not null || entry.Flight is not null || entry.Failure is not null;
}
