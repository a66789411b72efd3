namespace DepGraph.Ingestion.Export;

/// <summary>The shell script that makes a database of a folder of tables.</summary>
internal static class ImportScript
{
    /// <param name="options">What neo4j-admin is told behind the database's name.</param>
    /// <param name="sequence">The graph's sequence number, for who reads the script.</param>
    public static string Of(IReadOnlyList<string> options, long sequence) =>
        $$"""
            #!/bin/sh
            # Makes a Neo4j database of these files, which are DepGraph's graph as of its sequence number {{sequence}}.
            #   ./{{CsvFolder.Script}} [DATABASE] [further options of neo4j-admin database import full]
            # Stop the server first, or name a database that it does not have yet; --overwrite-destination replaces one that is there.
            # NEO4J_ADMIN is the program, if it is not neo4j-admin. Constraints and indexes are made by the first service started over it.
            set -e
            cd "$(dirname "$0")"
            database="${1:-neo4j}"
            [ $# -eq 0 ] || shift
            exec ${NEO4J_ADMIN:-neo4j-admin} database import full "$database" \
            {{string.Concat(options.Select(option => $"  '{option}' \\\n"))}}  "$@"

            """.ReplaceLineEndings("\n");
}
