namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>
/// How much each package was depended upon at one moment: what an order by that goes by for a while, so that pages fit together while
/// the graph changes.
/// </summary>
/// <param name="Id">Names the epoch in cursors; another one for every epoch of any process.</param>
/// <param name="Made">When, in ticks of the clock.</param>
/// <param name="Counts">Dependents of each package among latest versions, by number; 0 for the numbers beyond.</param>
internal sealed record RankEpoch(string Id, long Made, int[] Counts)
{
    public int Of(int package) => package < Counts.Length ? Counts[package] : 0;
}
