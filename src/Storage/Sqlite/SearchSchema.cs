namespace DepGraph.Storage.Sqlite;

/// <summary>
/// Migration 5: the index that packages are searched by. A row of <c>search</c> is a known package's terms
/// (<see cref="Searching.SearchTerms"/>); its number is made of the package's rank and id (<see cref="SearchRow"/>), so that rows come in the order of ranks. What older
/// builds have stored gets into it by <see cref="SearchFill"/>, up to the last package there was.
/// </summary>
internal static class SearchSchema
{
    public const string Sql = """
        CREATE VIRTUAL TABLE search USING fts5 (terms, detail = none, columnsize = 0, tokenize = "ascii tokenchars '_'");

        CREATE TABLE search_entry (
          package_id  INTEGER PRIMARY KEY,
          dependents  INTEGER NOT NULL,
          row         INTEGER
        );

        CREATE TABLE search_fill (
          id    INTEGER PRIMARY KEY CHECK (id = 0),
          done  INTEGER NOT NULL,
          last  INTEGER NOT NULL
        );
        INSERT INTO search_fill SELECT 0, 0, ifnull(max(id), 0) FROM package;
        """;
}
