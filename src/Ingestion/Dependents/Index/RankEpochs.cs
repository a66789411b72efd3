using System.Security.Cryptography;
using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>
/// The epoch that orders go by and the one before it, whose cursors still hold. An epoch is made when one is asked for and the last
/// has had its time; nothing is counted for those who never ask.
/// </summary>
internal sealed class RankEpochs
{
    private readonly Lock making = new();
    private volatile RankEpoch[] newestFirst;

    private RankEpochs(RankEpoch[] newestFirst) => this.newestFirst = newestFirst;

    public static RankEpochs None() => new([]);

    /// <summary>Bytes in memory.</summary>
    public long Bytes => newestFirst.Sum(epoch => 4L * epoch.Counts.Length);

    /// <summary>The epoch of an earlier page; null when it is over.</summary>
    public RankEpoch? Find(string id) => Array.Find(newestFirst, epoch => epoch.Id == id);

    /// <summary>The present epoch.</summary>
    /// <param name="state">What to count when a new one is due.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lifetime">After which a new one is due.</param>
    public RankEpoch Current(DependentsState state, TimeProvider time, TimeSpan lifetime)
    {
        if (newestFirst is [var newest, ..] && time.GetElapsedTime(newest.Made) < lifetime)
        {
            return newest;
        }

        lock (making)
        {
            if (newestFirst is [var made, ..] && time.GetElapsedTime(made.Made) < lifetime)
            {
                return made;
            }

            var epoch = Count(state, time);
            newestFirst = [epoch, .. newestFirst.Take(1)];
            return epoch;
        }
    }

    /// <summary>Whether an epoch has another number than 0 for a package, which it must keep should the package vanish and return.</summary>
    public bool IsRanked(int package) => Array.Exists(newestFirst, epoch => epoch.Of(package) > 0);

    /// <summary>The same epochs after packages were numbered anew.</summary>
    /// <param name="order">The former number of each package.</param>
    public RankEpochs Renumbered(IReadOnlyList<int> order) =>
        new([.. newestFirst.Select(epoch => epoch with { Counts = [.. order.Select(epoch.Of)] })]);

    private static RankEpoch Count(DependentsState state, TimeProvider time)
    {
        var filter = new EdgeFilter(DependencyKinds.All, latestOnly: true);
        var counts = new int[state.Names.Count];
        for (var package = 0; package < counts.Length; package++)
        {
            counts[package] = (int)state.Of(package).Count(filter);
        }

        return new RankEpoch(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)), time.GetTimestamp(), counts);
    }
}
