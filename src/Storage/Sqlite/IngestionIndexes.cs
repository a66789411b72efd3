namespace DepGraph.Storage.Sqlite;

/// <summary>
/// Migration 2: an index for each order and filter of ingestions, with the tie-breakers in it. What is not there yet sorts as
/// -1, see <see cref="Querying.SqlColumn.Null"/>.
/// </summary>
internal static class IngestionIndexes
{
    public const string Sql = """
        DROP INDEX ingestion_unfinished;
        DROP INDEX ingestion_by_finish;
        CREATE INDEX ingestion_by_state ON ingestion (state, requested_at, id);
        CREATE INDEX ingestion_by_spec ON ingestion (spec, requested_at, id);
        CREATE INDEX ingestion_by_start ON ingestion (coalesce(started_at, -1), requested_at, id);
        CREATE INDEX ingestion_by_finish ON ingestion (coalesce(finished_at, -1), requested_at, id);
        """;
}
