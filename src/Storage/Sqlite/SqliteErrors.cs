using SQLitePCL;

namespace DepGraph.Storage.Sqlite;

/// <summary>
/// Translates SQLite's result codes (https://www.sqlite.org/rescode.html) into <see cref="StoreException"/>; codes that
/// only a mistake of ours can give, such as a violated constraint, stay what they are.
/// </summary>
internal static class SqliteErrors
{
    public static Exception Translate(string path, SqliteException exception) =>
        exception.Code switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new StoreException(
                StoreFailure.Busy,
                $"The database {path} is locked by another process for longer than Store:BusyTimeout. "
                    + "End that process or give each its own file by Store:Uri.",
                exception
            ),
            raw.SQLITE_FULL => new StoreException(
                StoreFailure.Full,
                $"No space is left for the database {path}. Free some on that disk or move the file and set Store:Uri.",
                exception
            ),
            raw.SQLITE_READONLY => new StoreException(
                StoreFailure.ReadOnly,
                $"The database {path} cannot be written. Give this process write access to the file and its folder, "
                    + "or set Store:Uri to another place.",
                exception
            ),
            raw.SQLITE_CORRUPT => new StoreException(
                StoreFailure.Corrupt,
                $"The database {path} is damaged ({exception.Message}). Stop, move it away together with its -wal and "
                    + "-shm files and start again: the graph is filled anew from the registry.",
                exception
            ),
            raw.SQLITE_NOTADB => new StoreException(
                StoreFailure.Unusable,
                $"The file {path} is no SQLite database. Move it away or set Store:Uri to another file.",
                exception
            ),
            raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => new StoreException(
                StoreFailure.Unusable,
                $"The database {path} cannot be opened. Store:Uri must name a file that this process may create, read "
                    + "and write, in a folder where it may create files.",
                exception
            ),
            raw.SQLITE_IOERR or raw.SQLITE_NOMEM or raw.SQLITE_PROTOCOL or raw.SQLITE_NOLFS => new StoreException(
                StoreFailure.Unavailable,
                $"The database {path} failed: {exception.Message}.",
                exception
            ),
            _ => exception,
        };
}
