using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Ingestion.Graph;

namespace DepGraph.Ingestion.Dependents.Forecast;

/// <summary>What the latest versions ask for, as the index has it: where a closure picks others, it is a good guess all the same.</summary>
internal sealed class IndexForecast(DependentsIndexer indexer) : IHeadForecast
{
    /// <summary>For each name that is wanted so many packages are looked at: behind those at hand there may be nothing but more of them.</summary>
    private const int LookedAtForEach = 8;

    public IReadOnlyList<string> Below(
        IReadOnlyList<string> names,
        int levels,
        int most,
        Func<string, bool> isAtHand
    ) => indexer.State is { } state ? Below(state, names, levels, most, isAtHand) : [];

    private static List<string> Below(
        DependentsState state,
        IReadOnlyList<string> names,
        int levels,
        int most,
        Func<string, bool> isAtHand
    )
    {
        var found = new List<string>();
        var reached = new List<int>();
        var seen = new HashSet<int>();
        foreach (var name in names)
        {
            if (state.Names.Find(name) is >= 0 and var number && seen.Add(number))
            {
                reached.Add(number);
            }
        }

        for (var start = 0; levels > 0 && start < reached.Count; levels--)
        {
            for (var end = reached.Count; start < end; start++)
            {
                foreach (var target in state.TargetsOf(reached[start]))
                {
                    if (!target.IsFollowed || !seen.Add(target.Number))
                    {
                        continue;
                    }

                    reached.Add(target.Number);
                    if (state.Names.TextOf(target.Number) is var name && !isAtHand(name))
                    {
                        found.Add(name);
                    }

                    if (found.Count == most || reached.Count > most * LookedAtForEach)
                    {
                        return found;
                    }
                }
            }
        }

        return found;
    }
}
