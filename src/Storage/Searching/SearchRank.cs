namespace DepGraph.Storage.Searching;

/// <summary>
/// How popular a package is, roughly: each rank above 0 has four times as many dependents as the one below. Where more packages match than
/// are asked for, those of higher ranks are taken; an index that is in the order of ranks has them first, and so few ranks seldom change.
/// </summary>
internal static class SearchRank
{
    public const int Highest = 9;

    /// <summary>Of a package with so many dependents, from 0 to <see cref="Highest"/>.</summary>
    public static int Of(long dependents)
    {
        var rank = 0;
        while (rank < Highest && dependents >= LeastOf(rank + 1))
            rank++;
        return rank;
    }

    /// <summary>The fewest dependents of a rank.</summary>
    public static long LeastOf(int rank) => rank == 0 ? 0 : 1L << (2 * rank);
}
