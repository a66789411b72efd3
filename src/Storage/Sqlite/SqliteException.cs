using SQLitePCL;

namespace DepGraph.Storage.Sqlite;

/// <summary>A result code of SQLite other than success (https://www.sqlite.org/rescode.html).</summary>
internal sealed class SqliteException(int extendedCode, string message)
    : Exception($"SQLite: {message} ({extendedCode})")
{
    private const int PrimaryMask = 0xFF;

    /// <summary>The primary code, for example <c>SQLITE_IOERR</c>.</summary>
    public int Code => extendedCode & PrimaryMask;

    /// <summary>Throws unless <paramref name="code"/> is <c>SQLITE_OK</c>.</summary>
    /// <param name="code">What a function of SQLite returned.</param>
    /// <param name="database">The connection it belongs to, which knows more.</param>
    public static void ThrowIfFailed(int code, sqlite3 database)
    {
        if (code != raw.SQLITE_OK)
            throw Of(code, database);
    }

    /// <summary>The failure that <paramref name="code"/> stands for.</summary>
    public static SqliteException Of(int code, sqlite3 database)
    {
        var extended = raw.sqlite3_extended_errcode(database);
        return (extended & PrimaryMask) == (code & PrimaryMask)
            ? new SqliteException(extended, raw.sqlite3_errmsg(database).utf8_to_string())
            : new SqliteException(code, raw.sqlite3_errstr(code).utf8_to_string());
    }
}
