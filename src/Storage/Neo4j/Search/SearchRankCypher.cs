using System.Globalization;
using DepGraph.Storage.Searching;

namespace DepGraph.Storage.Neo4j.Search;

/// <summary>Ranks as properties: <c>r0</c> to <c>r9</c>, which no term is.</summary>
internal static class SearchRankCypher
{
    /// <summary>How many dependents the package <c>p</c> has; Neo4j keeps it for those that have many.</summary>
    public const string Dependents = "COUNT { (p)<-[:LATEST_DEPENDS_ON]-() }";

    /// <summary>The rank of so many <c>dependents</c>.</summary>
    public static readonly string OfDependents =
        $"CASE {string.Concat(Descending().Select(rank => Invariant($"WHEN dependents >= {SearchRank.LeastOf(rank)} THEN 'r{rank}' ")))}ELSE 'r0' END";

    /// <summary>
    /// Makes the score of a package its rank, in the language of Lucene. A prefix scores what it is boosted by and nothing else, unlike a term, which scores
    /// more the rarer it is.
    /// </summary>
    public static readonly string Scores = string.Concat(
        Descending().Select(rank => Invariant($" searchRank:r{rank}*^{rank}"))
    );

    private static IEnumerable<int> Descending() => Enumerable.Range(1, SearchRank.Highest).Reverse();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
