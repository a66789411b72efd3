using System.Diagnostics;
using SQLitePCL;

namespace DepGraph.Storage.Sqlite;

/// <summary>One connection with its prepared statements, used by one thread at a time.</summary>
internal sealed class SqliteSession(sqlite3 handle) : IDisposable
{
    private const string BeginReadSql = "BEGIN DEFERRED";
    private const string BeginWriteSql = "BEGIN IMMEDIATE";
    private const string CommitSql = "COMMIT";
    private const string RollbackSql = "ROLLBACK";

    private static readonly TimeSpan BusyStep = TimeSpan.FromMilliseconds(2);

    /// <summary>Never set: the thread that waits is the writer's own.</summary>
    private readonly ManualResetEventSlim _pause = new();
    private TimeSpan _busyTimeout;

    /// <summary>By reference: every statement's text is one constant.</summary>
    private readonly Dictionary<object, PreparedStatement> _statements = new(ReferenceEqualityComparer.Instance);

    /// <summary>A new execution of <paramref name="sql"/>, which must be a constant; compiled on first use.</summary>
    public Query Query(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = new PreparedStatement(handle, sql));
        return new Query(statement);
    }

    /// <summary>Compiles text that is made for one execution, such as a client's filter; the caller disposes of it.</summary>
    public PreparedStatement Compile(string sql) => new(handle, sql);

    /// <summary>Executes text that is used once, such as a migration; several statements are allowed.</summary>
    public void ExecuteOnce(string sql) => SqliteException.ThrowIfFailed(raw.sqlite3_exec(handle, sql), handle);

    /// <summary>Starts a snapshot; it is taken at the first read.</summary>
    public void BeginRead() => Query(BeginReadSql).Run();

    /// <summary>How long to wait for another process that holds the file.</summary>
    public TimeSpan BusyTimeout
    {
        get => _busyTimeout;
        set
        {
            _busyTimeout = value;
            raw.sqlite3_busy_timeout(handle, (int)value.TotalMilliseconds);
        }
    }

    /// <summary>
    /// Starts a transaction that holds the write lock from the start, so that it never fails half-way for it. Another process that holds
    /// it is waited for in short steps: SQLite's own pauses grow to 100 ms, and lose to whoever comes in between.
    /// </summary>
    public void BeginWrite()
    {
        var started = Stopwatch.GetTimestamp();
        raw.sqlite3_busy_timeout(handle, 0);
        try
        {
            int code;
            while ((code = raw.sqlite3_exec(handle, BeginWriteSql)) == raw.SQLITE_BUSY)
            {
                if (Stopwatch.GetElapsedTime(started) >= _busyTimeout)
                    break;
                _pause.Wait(BusyStep);
            }
            SqliteException.ThrowIfFailed(code, handle);
        }
        finally
        {
            raw.sqlite3_busy_timeout(handle, (int)_busyTimeout.TotalMilliseconds);
        }
    }

    public void Commit() => Query(CommitSql).Run();

    /// <summary>How often a transaction was given up: what was remembered of rows since may not exist.</summary>
    public int Rollbacks { get; private set; }

    /// <summary>Ends the transaction without effect; nothing to do when SQLite has rolled it back itself.</summary>
    public void Rollback()
    {
        Rollbacks++;
        if (raw.sqlite3_get_autocommit(handle) == 0)
            Query(RollbackSql).Run();
    }

    /// <summary>How many rows the last statement inserted, updated or deleted.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    public long LastRowId => raw.sqlite3_last_insert_rowid(handle);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        handle.Dispose();
        _pause.Dispose();
    }
}
