namespace DepGraph.Storage.Sqlite;

/// <summary>Migration 1. Times are UTC ticks (100 ns since 0001-01-01); README.md explains the tables.</summary>
internal static class InitialSchema
{
    public const string Sql = """
        CREATE TABLE graph (
          id            INTEGER PRIMARY KEY CHECK (id = 0),
          sequence      INTEGER NOT NULL,
          packages      INTEGER NOT NULL,
          missing       INTEGER NOT NULL,
          versions      INTEGER NOT NULL,
          dependencies  INTEGER NOT NULL
        );
        INSERT INTO graph VALUES (0, 0, 0, 0, 0, 0);

        CREATE TABLE package (
          id                  INTEGER PRIMARY KEY,
          name                TEXT    NOT NULL UNIQUE,
          state               INTEGER NOT NULL DEFAULT 0,
          fetched_at          INTEGER,
          etag                TEXT,
          last_modified       TEXT,
          full_fetched_at     INTEGER,
          full_etag           TEXT,
          full_last_modified  TEXT,
          content_hash        TEXT,
          versions            INTEGER NOT NULL DEFAULT 0,
          dependencies        INTEGER NOT NULL DEFAULT 0,
          revision            INTEGER NOT NULL DEFAULT 0,
          sequence            INTEGER NOT NULL DEFAULT 0,
          projected           INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX package_by_sequence ON package (sequence);
        CREATE INDEX package_by_fetch ON package (state, fetched_at) WHERE state > 0;
        CREATE INDEX package_to_project ON package (revision) WHERE projected < revision;

        CREATE TABLE head    (package_id INTEGER PRIMARY KEY, content BLOB NOT NULL);
        CREATE TABLE details (package_id INTEGER PRIMARY KEY, content BLOB NOT NULL);

        CREATE TABLE version (
          package_id  INTEGER NOT NULL,
          ordinal     INTEGER NOT NULL,
          version     TEXT    NOT NULL,
          shape       INTEGER NOT NULL,
          PRIMARY KEY (package_id, ordinal)
        ) WITHOUT ROWID;

        CREATE TABLE requirement (
          package_id  INTEGER NOT NULL,
          ordinal     INTEGER NOT NULL,
          kind        INTEGER NOT NULL,
          target_id   INTEGER,
          name        TEXT,
          range       TEXT    NOT NULL,
          PRIMARY KEY (package_id, ordinal)
        ) WITHOUT ROWID;
        CREATE INDEX requirement_by_target ON requirement (target_id, kind) WHERE target_id IS NOT NULL;

        CREATE TABLE depends_on (
          package_id   INTEGER NOT NULL,
          requirement  INTEGER NOT NULL,
          first        INTEGER NOT NULL,
          last         INTEGER NOT NULL,
          PRIMARY KEY (package_id, requirement, first)
        ) WITHOUT ROWID;

        CREATE TABLE latest_depends_on (
          target_id    INTEGER NOT NULL,
          kind         INTEGER NOT NULL,
          source_id    INTEGER NOT NULL,
          requirement  INTEGER NOT NULL,
          PRIMARY KEY (target_id, kind, source_id, requirement)
        ) WITHOUT ROWID;
        CREATE INDEX latest_depends_on_by_source ON latest_depends_on (source_id);

        CREATE TABLE ingestion (
          id                TEXT    PRIMARY KEY,
          spec              TEXT    NOT NULL,
          state             INTEGER NOT NULL,
          requested_at      INTEGER NOT NULL,
          started_at        INTEGER,
          finished_at       INTEGER,
          error             TEXT,
          packages_fetched  INTEGER NOT NULL,
          packages_pending  INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX ingestion_by_request ON ingestion (requested_at, id);
        CREATE INDEX ingestion_unfinished ON ingestion (state, requested_at) WHERE state < 2;
        CREATE INDEX ingestion_by_finish ON ingestion (finished_at) WHERE finished_at IS NOT NULL;
        """;
}
