using DepGraph.Storage.Searching;

namespace DepGraph.Storage.Sqlite;

/// <summary>Numbers of rows in table <c>search</c>: the higher a package's rank, the lower its row, and of one rank by the package's id.</summary>
internal static class SearchRow
{
    /// <summary>Bits of a number that are the package's id.</summary>
    private const int IdBits = 40;

    /// <summary>As an expression of SQL, the id of the package that a row is of.</summary>
    public const string PackageIdSql = "(search.rowid & 1099511627775)";

    public static long Of(long packageId, long dependents) =>
        ((long)(SearchRank.Highest - SearchRank.Of(dependents)) << IdBits) | packageId;
}
