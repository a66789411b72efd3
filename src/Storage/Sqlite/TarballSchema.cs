namespace DepGraph.Storage.Sqlite;

/// <summary>Migration 6: what lies in tarballs. Leases are renewed by their tokens since, so nobody looks for their holders.</summary>
internal static class TarballSchema
{
    public const string Sql = """
        CREATE TABLE tarball (
          key       TEXT    PRIMARY KEY,
          listing   BLOB    NOT NULL,
          saved_at  INTEGER NOT NULL
        );
        DROP INDEX IF EXISTS document_lease_by_holder;
        """;
}
