namespace DepGraph.Storage.Sqlite;

/// <summary>Migration 4: how far somebody has come who works through something.</summary>
internal static class PositionSchema
{
    public const string Sql = """
        CREATE TABLE position (
          name      TEXT    PRIMARY KEY,
          value     TEXT    NOT NULL,
          moved_at  INTEGER NOT NULL
        ) WITHOUT ROWID;
        """;
}
