using SQLitePCL;

namespace DepGraph.Storage.Sqlite;

/// <summary>A compiled statement of one session; one execution at a time, through <see cref="Query"/>.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private const uint KeepsLong = 1;

    private readonly sqlite3 _database;

    public PreparedStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, KeepsLong, out var handle));
        Handle = handle;
    }

    public sqlite3_stmt Handle { get; }

    /// <summary>How many parameters of this execution are bound.</summary>
    public int Bound { get; set; }

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(Handle);
        if (code == raw.SQLITE_ROW)
            return true;
        return code == raw.SQLITE_DONE ? false : throw SqliteException.Of(code, _database);
    }

    public void Check(int code) => SqliteException.ThrowIfFailed(code, _database);

    public void Reset()
    {
        // A failed step has thrown already; reset only repeats its code.
        _ = raw.sqlite3_reset(Handle);
        _ = raw.sqlite3_clear_bindings(Handle);
        Bound = 0;
    }

    public void Dispose() => Handle.Dispose();
}
