using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DepGraph.Storage.Sqlite;

/// <summary>One connection with its prepared statements, used by one thread at a time.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    private const string BeginReadSql = "BEGIN DEFERRED";
    private const string BeginWriteSql = "BEGIN IMMEDIATE";
    private const string CommitSql = "COMMIT";
    private const string RollbackSql = "ROLLBACK";

    /// <summary>By reference: every statement's text is one constant.</summary>
    private readonly Dictionary<object, PreparedStatement> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly sqlite3 _handle = connection.Handle!;

    /// <summary>A new execution of <paramref name="sql"/>, which must be a constant; compiled on first use.</summary>
    public Query Query(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = new PreparedStatement(_handle, sql));
        return new Query(statement);
    }

    /// <summary>Executes text that is used once, such as a migration; several statements are allowed.</summary>
    public void ExecuteOnce(string sql)
    {
        var code = raw.sqlite3_exec(_handle, sql);
        if (code != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(code, _handle);
    }

    /// <summary>Starts a snapshot; it is taken at the first read.</summary>
    public void BeginRead() => Query(BeginReadSql).Run();

    /// <summary>Starts a transaction that holds the write lock from the start, so that it never fails half-way for it.</summary>
    public void BeginWrite() => Query(BeginWriteSql).Run();

    public void Commit() => Query(CommitSql).Run();

    /// <summary>How often a transaction was given up: what was remembered of rows since may not exist.</summary>
    public int Rollbacks { get; private set; }

    /// <summary>Ends the transaction without effect; nothing to do when SQLite has rolled it back itself.</summary>
    public void Rollback()
    {
        Rollbacks++;
        if (raw.sqlite3_get_autocommit(_handle) == 0)
            Query(RollbackSql).Run();
    }

    /// <summary>How many rows the last statement inserted, updated or deleted.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    public long LastRowId => raw.sqlite3_last_insert_rowid(_handle);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        connection.Dispose();
    }
}
