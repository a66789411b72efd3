using System.Threading.Channels;

namespace DepGraph.Storage.Sqlite;

/// <summary>
/// The one writer: a thread of its own that runs transactions in the order they were asked for, so that no request's
/// thread ever waits for a disk. A transaction that was not started when its caller gave up never happens; a started one
/// is finished.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MaximumQueued = 1024;

    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(
        new BoundedChannelOptions(MaximumQueued) { SingleReader = true }
    );
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SqliteSession _session;
    private readonly string _path;

    public SqliteWriter(SqliteSession session, string path)
    {
        _session = session;
        _path = path;
        new Thread(Run) { IsBackground = true, Name = "SQLite writer" }.Start();
    }

    /// <summary>Whether a transaction waits to be run.</summary>
    public bool IsBusy => _queue.Reader.Count > 0;

    /// <summary>Runs <paramref name="work"/> in one transaction on the writer's thread.</summary>
    /// <exception cref="StoreException">It failed and had no effect.</exception>
    public async Task<T> RunAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        var queued = new Work<T>(work, cancellationToken);
        try
        {
            await _queue.Writer.WriteAsync(queued, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(IGraphStore));
        }
        return await queued.Completion;
    }

    /// <summary>Runs what is queued, then moves the log into the database file and closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _ended.Task;
    }

    private void Run()
    {
        try
        {
            while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (_queue.Reader.TryRead(out var work))
                    work.Execute(_session, _path);
            }
        }
        finally
        {
            _session.Dispose();
            _ended.TrySetResult();
        }
    }

    private abstract class Work
    {
        public abstract void Execute(SqliteSession session, string path);
    }

    private sealed class Work<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) : Work
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Completion => _completion.Task;

        public override void Execute(SqliteSession session, string path)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _completion.SetCanceled(cancellationToken);
                return;
            }
            try
            {
                session.BeginWrite();
                var result = work(session);
                session.Commit();
                _completion.SetResult(result);
            }
            catch (Exception exception)
            {
                var failure = RollBack(session) ?? exception;
                _completion.SetException(
                    failure is SqliteException sqlite ? SqliteErrors.Translate(path, sqlite) : failure
                );
            }
        }

        private static SqliteException? RollBack(SqliteSession session)
        {
            try
            {
                session.Rollback();
                return null;
            }
            catch (SqliteException exception)
            {
                return exception;
            }
        }
    }
}
