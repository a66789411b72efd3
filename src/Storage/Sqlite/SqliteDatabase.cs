using SQLitePCL;

namespace DepGraph.Storage.Sqlite;

/// <summary>The database file: opens sessions with the settings that all of them share.</summary>
internal sealed class SqliteDatabase(string path, StoreOptions options)
{
    /// <summary>Reads are short and bound by the processor, so more would only divide the cache further.</summary>
    public const int MaximumReaders = 3;

    private const int PageBytes = 8192;

    /// <summary>
    /// Bytes of the log after which it is moved into the file, and to which it is cut then: a page that several commits have changed is moved once.
    /// </summary>
    private const int LogLimitBytes = 32 << 20;
    private const string WriteAheadLogSql = "PRAGMA journal_mode = WAL";

    static SqliteDatabase() => Batteries_V2.Init();

    public string Path => path;

    /// <summary>For all sessions together: half for the writer, which goes over the same pages again and again.</summary>
    private int CacheKibibytes => options.CacheMegabytes * 1024;

    /// <summary>Largest size in pages; null: as SQLite has it.</summary>
    public int? MaximumPages { get; init; }

    /// <summary>Creates the folder and the file when they are not there, and brings the schema up to date.</summary>
    public SqliteSession OpenWriter()
    {
        CreateFolder();
        var session = Open(raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, CacheKibibytes / 2);
        try
        {
            Schema.Refuse(session, path);
            session.ExecuteOnce($"PRAGMA page_size = {PageBytes}");
            UseWriteAheadLog(session);
            session.ExecuteOnce(
                $"""
                PRAGMA synchronous = {(options.Durability == StoreDurability.Power ? "FULL" : "NORMAL")};
                PRAGMA journal_size_limit = {LogLimitBytes};
                PRAGMA wal_autocheckpoint = {LogLimitBytes / PageBytes};
                """
            );
            if (MaximumPages is { } pages)
                session.ExecuteOnce($"PRAGMA max_page_count = {pages}");
            Schema.Migrate(session);
            // Touches the first table, so that a file whose pages are gone fails here and not at the first request.
            GraphTotals.Load(session);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public SqliteSession OpenReader()
    {
        var session = Open(raw.SQLITE_OPEN_READWRITE, CacheKibibytes / 2 / MaximumReaders);
        session.ExecuteOnce("PRAGMA query_only = ON");
        return session;
    }

    private void UseWriteAheadLog(SqliteSession session)
    {
        using var row = session.Query(WriteAheadLogSql);
        if (row.Step() && row.Text(0) == "wal")
            return;
        throw new StoreException(
            StoreFailure.Unusable,
            $"The file system of {path} does not let SQLite share memory between connections (journal mode WAL). "
                + "Set Store:Uri to a file on a local disk."
        );
    }

    private SqliteSession Open(int mode, int cacheKibibytes)
    {
        // A session is used by one thread at a time: SQLite's own locks around every call would be for nothing.
        var code = raw.sqlite3_open_v2(path, out var handle, mode | raw.SQLITE_OPEN_NOMUTEX, vfs: null);
        var session = new SqliteSession(handle);
        try
        {
            SqliteException.ThrowIfFailed(code, handle);
            // SQLite opens a file that it may not write for reading alone, and says so only at the first write.
            if (raw.sqlite3_db_readonly(handle, "main") == 1)
                throw new SqliteException(raw.SQLITE_READONLY, "the file is read-only");
            session.BusyTimeout = options.BusyTimeout;
            session.ExecuteOnce($"PRAGMA cache_size = -{cacheKibibytes}; PRAGMA temp_store = MEMORY");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private void CreateFolder()
    {
        if (Directory.Exists(path))
        {
            throw new StoreException(
                StoreFailure.Unusable,
                $"Store:Uri names {path}, which is a folder; name a file in it, for example "
                    + $"sqlite:{System.IO.Path.Combine(path, "depgraph.db")}."
            );
        }
        var folder = System.IO.Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                StoreFailure.Unusable,
                $"The folder {folder} for the database cannot be created ({exception.Message}). "
                    + "Set Store:Uri to a place where this process may write.",
                exception
            );
        }
    }
}
