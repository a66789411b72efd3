using System.Collections.Concurrent;

namespace DepGraph.Storage.Sqlite;

/// <summary>
/// A few sessions that only read, opened when first needed. A read runs on its caller's thread, in one snapshot, and
/// completes synchronously when a session is free: it is a matter of microseconds and mostly decoding.
/// </summary>
internal sealed class SqliteReaders(SqliteDatabase database) : IAsyncDisposable
{
    private readonly ConcurrentStack<SqliteSession> _idle = new();
    private readonly SemaphoreSlim _free = new(SqliteDatabase.MaximumReaders);
    private volatile bool _isDisposed;

    /// <exception cref="StoreException">The read failed.</exception>
    public async ValueTask<TResult> RunAsync<TState, TResult>(
        TState state,
        Func<SqliteSession, TState, TResult> read,
        CancellationToken cancellationToken
    )
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IGraphStore));
        await _free.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(IGraphStore));
            return Run(state, read);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Translate(database.Path, exception);
        }
        finally
        {
            _free.Release();
        }
    }

    private TResult Run<TState, TResult>(TState state, Func<SqliteSession, TState, TResult> read)
    {
        if (!_idle.TryPop(out var session))
            session = database.OpenReader();
        try
        {
            session.BeginRead();
            var result = read(session, state);
            session.Commit();
            _idle.Push(session);
            return result;
        }
        catch
        {
            // What state a failed connection is in is not worth finding out: the next read opens another.
            session.Dispose();
            throw;
        }
    }

    /// <summary>Waits for running reads and closes the sessions.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        for (var i = 0; i < SqliteDatabase.MaximumReaders; i++)
            await _free.WaitAsync();
        while (_idle.TryPop(out var session))
            session.Dispose();
        _free.Release(SqliteDatabase.MaximumReaders);
    }
}
