namespace DepGraph.Storage.Sqlite;

/// <summary>
/// Migration 3: ingestions as a queue, leases of documents, and what packages gained. <c>due_at</c> is when an unfinished job may be
/// taken: a queued one from then on, a running one when its lease runs out; jobs of older builds are due at once.
/// </summary>
internal static class QueueSchema
{
    public const string Sql = """
        ALTER TABLE ingestion ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE ingestion ADD COLUMN priority INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE ingestion ADD COLUMN key TEXT;
        ALTER TABLE ingestion ADD COLUMN payload TEXT;
        ALTER TABLE ingestion ADD COLUMN is_kept INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE ingestion ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE ingestion ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE ingestion ADD COLUMN worker TEXT;
        ALTER TABLE ingestion ADD COLUMN heartbeat_at INTEGER;
        ALTER TABLE ingestion ADD COLUMN token INTEGER NOT NULL DEFAULT 0;
        UPDATE ingestion SET kind = 1 WHERE id >= 'r' AND id < 's';
        CREATE UNIQUE INDEX ingestion_by_key ON ingestion (key) WHERE key IS NOT NULL AND state < 2;
        CREATE INDEX ingestion_to_do ON ingestion (priority, requested_at, id) WHERE state < 2;

        CREATE TABLE document_lease (
          name           TEXT    NOT NULL,
          is_full        INTEGER NOT NULL,
          token          INTEGER NOT NULL,
          holder         TEXT,
          lease_until    INTEGER NOT NULL,
          failure_until  INTEGER NOT NULL DEFAULT 0,
          code           TEXT,
          message        TEXT,
          is_retryable   INTEGER,
          retry_after    INTEGER,
          PRIMARY KEY (name, is_full)
        ) WITHOUT ROWID;
        CREATE INDEX document_lease_by_holder ON document_lease (holder) WHERE holder IS NOT NULL;

        CREATE TABLE gain (
          sequence      INTEGER PRIMARY KEY,
          name          TEXT    NOT NULL,
          committed_at  INTEGER NOT NULL,
          versions      TEXT    NOT NULL
        );
        CREATE INDEX gain_by_commit ON gain (committed_at);
        """;
}
