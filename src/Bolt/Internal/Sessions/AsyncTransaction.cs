using DepGraph.Bolt.Internal.Protocol;

namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>A transaction on a connection of its own, from BEGIN, which waits to be sent with the first query, to its end.</summary>
internal sealed class AsyncTransaction : IAsyncTransaction, ICursorOwner
{
    private readonly AsyncSession session;
    private readonly BoltConnection connection;
    private readonly TransactionHandler handler;
    private readonly List<ResultCursor> cursors = [];
    private TransactionState state;
    private Exception? failure;

    public AsyncTransaction(AsyncSession session, BoltConnection connection, in TransactionOptions options)
    {
        this.session = session;
        this.connection = connection;
        handler = new TransactionHandler(connection);
        Bookmarks = options.Bookmarks;
        connection.WriteBegin(options, handler);
    }

    public bool IsOpen => state == TransactionState.Open;

    /// <summary>What it began behind.</summary>
    public IReadOnlyList<string> Bookmarks { get; }

    public Task<IResultCursor> RunAsync(
        string cypher,
        object? parameters = null,
        CancellationToken cancellationToken = default
    ) => RunAsync(new Query(cypher, parameters), cancellationToken);

    public async Task<IResultCursor> RunAsync(Query query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ThrowIfNotOpen();
        cursors.RemoveAll(old => old.Unfinished is null);
        var result = new CursorHandler(query, connection);
        var run = connection.WriteRun(query.Text, query.Parameters, null, result);
        connection.WritePull(session.FetchSize, null, result);
        try
        {
            await connection.FlushAsync(cancellationToken);
            await connection.ReceiveAsync(run, cancellationToken);
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }

        session.OnDatabase(handler.Database);
        var cursor = new ResultCursor(result, connection, this, session.FetchSize);
        cursors.Add(cursor);
        return cursor;
    }

    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfNotOpen();
        CloseCursors("its transaction was committed");
        try
        {
            await EndResultsAsync(cancellationToken);
            connection.WriteCommit(handler);
            await connection.FlushAsync(cancellationToken);
        }
        catch (Exception e)
        {
            await FailAndReleaseAsync(e);
            throw;
        }

        try
        {
            await connection.ReceiveAllAsync(cancellationToken);
        }
        catch (ServiceUnavailableException e)
        {
            var unknown = new IncompleteCommitException(
                $"The connection to {connection.Address} broke while a commit was under way: whether the transaction is committed is not known.",
                e
            );
            await FailAndReleaseAsync(unknown);
            throw unknown;
        }
        catch (Exception e)
        {
            await FailAndReleaseAsync(e);
            throw;
        }

        state = TransactionState.Committed;
        session.OnDatabase(handler.Database);
        await session.OnTransactionEndedAsync(this, connection, handler.Bookmark);
    }

    public async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        if (state is TransactionState.Committed or TransactionState.RolledBack)
        {
            throw Closed();
        }

        CloseCursors("its transaction was rolled back");
        var wasOpen = IsOpen;
        state = TransactionState.RolledBack;
        try
        {
            // In any other state the reset, with which the connection is given back, rolls back.
            if (wasOpen && connection.State == ConnectionState.TransactionReady)
            {
                connection.WriteRollback();
                await connection.FlushAsync(cancellationToken);
                await connection.ReceiveAllAsync(cancellationToken);
            }
        }
        finally
        {
            await session.OnTransactionEndedAsync(this, connection, null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (state is TransactionState.Open or TransactionState.Failed)
        {
            using var limit = session.LimitOfClosing();
            try
            {
                await RollbackAsync(limit.Token);
            }
            catch (Exception e) when (e is Neo4jException or OperationCanceledException)
            {
                // Without its connection there is no transaction: the server rolls it back.
            }
        }
    }

    public void ThrowIfFailed() => ThrowIfNotOpen();

    public ValueTask OnEndedAsync(CursorHandler result) => ValueTask.CompletedTask;

    public ValueTask OnFailedAsync(Exception cause)
    {
        Fail(cause);
        return ValueTask.CompletedTask;
    }

    /// <summary>Reads the answers that are under way, then ends what the server still has of results.</summary>
    private async ValueTask EndResultsAsync(CancellationToken cancellationToken)
    {
        await connection.FlushAsync(cancellationToken);
        await connection.ReceiveAllAsync(cancellationToken);
        foreach (var cursor in cursors)
        {
            if (cursor.Unfinished is { } result)
            {
                connection.WriteDiscard(result.QueryId, result);
            }
        }
    }

    private void CloseCursors(string reason)
    {
        foreach (var cursor in cursors)
        {
            cursor.Close(reason);
        }
    }

    private void Fail(Exception cause)
    {
        if (IsOpen)
        {
            state = TransactionState.Failed;
            failure = cause;
        }
    }

    private async ValueTask FailAndReleaseAsync(Exception cause)
    {
        Fail(cause);
        state = TransactionState.RolledBack;
        await session.OnTransactionEndedAsync(this, connection, null);
    }

    private void ThrowIfNotOpen()
    {
        switch (state)
        {
            case TransactionState.Open:
                return;
            case TransactionState.Failed:
                throw new TransactionTerminatedException(
                    $"The transaction cannot go on, since it failed: {failure!.Message}",
                    failure
                );
            default:
                throw Closed();
        }
    }

    private TransactionClosedException Closed() =>
        new(state == TransactionState.Committed ? "The transaction is committed." : "The transaction is rolled back.");
}
