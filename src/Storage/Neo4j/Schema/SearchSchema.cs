namespace DepGraph.Storage.Neo4j.Schema;

/// <summary>
/// Migration 3: the index that packages are searched by, over their terms (<see cref="Searching.SearchTerms"/>) and their rank. Terms are made here, so the
/// analyzer only divides them at blanks. What older builds have stored gets into it by <see cref="Search.SearchFill"/>.
/// </summary>
internal static class SearchSchema
{
    public const string IndexName = "depgraph_package_search";

    public static readonly string[] Statements =
    [
        $$$"""
            CREATE FULLTEXT INDEX {{{IndexName}}} IF NOT EXISTS FOR (p:Package) ON EACH [p.searchTerms, p.searchRank]
            OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}
            """,
        """
            MATCH (g:Graph {name: 'DepGraph'})
            SET g.lock = true
            WITH g WHERE g.schema < 3 AND EXISTS { MATCH (:Package) }
            SET g.searchFill = ''
            """,
    ];
}
