using DepGraph.Bolt.Internal.Protocol;

namespace DepGraph.Bolt.Internal.Sessions;

internal sealed class ResultCursor(CursorHandler result, BoltConnection connection, ICursorOwner owner, long fetchSize)
    : IResultCursor
{
    private IRecord? current;
    private Exception? failure;
    private string? whyClosed;

    public bool IsOpen => whyClosed is null && failure is null && (result.Summary is null || result.TryPeek(out _));

    public IRecord Current =>
        current ?? throw new InvalidOperationException("There is no current record: FetchAsync goes to the next one.");

    /// <summary>What the server has yet to be asked to end; null when nothing is left.</summary>
    public CursorHandler? Unfinished => result.Summary is null ? result : null;

    public Task<string[]> KeysAsync(CancellationToken cancellationToken = default) =>
        failure is null ? Task.FromResult(result.Keys ?? []) : Task.FromException<string[]>(failure);

    public async Task<bool> FetchAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        while (true)
        {
            if (result.TryTake(out var record))
            {
                current = record;
                return true;
            }

            if (result.Summary is not null)
            {
                current = null;
                return false;
            }

            await AdvanceAsync(fetchSize, cancellationToken);
        }
    }

    public async Task<IRecord?> PeekAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        while (true)
        {
            if (result.TryPeek(out var record))
            {
                return record;
            }

            if (result.Summary is not null)
            {
                return null;
            }

            await AdvanceAsync(fetchSize, cancellationToken);
        }
    }

    public async Task<IResultSummary> ConsumeAsync(CancellationToken cancellationToken = default)
    {
        if (failure is not null)
        {
            throw failure;
        }

        current = null;
        result.Discard();
        while (result.Summary is null)
        {
            ThrowIfClosed();
            await AdvanceAsync(0, cancellationToken);
        }

        Close("it was consumed");
        return result.Summary;
    }

    public async Task<List<IRecord>> ToListAsync(CancellationToken cancellationToken = default)
    {
        var records = new List<IRecord>();
        await BufferAsync(cancellationToken);
        while (result.TryTake(out var record))
        {
            records.Add(record);
        }

        return records;
    }

    public async Task<List<T>> ToListAsync<T>(RowReader<T> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        ThrowIfClosed();
        var rows = new List<T>();
        result.ReadInto(rows, read);
        await BufferAsync(cancellationToken);
        return rows;
    }

    public async Task<IRecord> SingleAsync(CancellationToken cancellationToken = default)
    {
        if (!await FetchAsync(cancellationToken))
        {
            throw new InvalidOperationException("The result has no record, but one was expected.");
        }

        var only = Current;
        if (await FetchAsync(cancellationToken))
        {
            throw new InvalidOperationException("The result has more than one record, but one was expected.");
        }

        return only;
    }

    public async IAsyncEnumerator<IRecord> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (await FetchAsync(cancellationToken))
        {
            yield return Current;
        }
    }

    /// <summary>Waits until all records have come; they stay to be taken.</summary>
    public async ValueTask BufferAsync(CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        while (result.Summary is null)
        {
            await AdvanceAsync(Config.FetchAll, cancellationToken);
        }
    }

    /// <summary>No record can be asked for any more.</summary>
    /// <param name="reason">For the message.</param>
    public void Close(string reason)
    {
        whyClosed ??= reason;
        result.Discard();
    }

    /// <param name="count">How many records to ask for when none are under way; 0 to discard them all.</param>
    /// <param name="cancellationToken">Interrupts the transaction.</param>
    private async ValueTask AdvanceAsync(long count, CancellationToken cancellationToken)
    {
        if (failure is not null)
        {
            throw failure;
        }

        owner.ThrowIfFailed();
        try
        {
            if (!result.IsFetching)
            {
                _ =
                    count == 0
                        ? connection.WriteDiscard(result.QueryId, result)
                        : connection.WritePull(count, result.QueryId, result);
                await connection.FlushAsync(cancellationToken);
            }

            await connection.ReceiveOneAsync(cancellationToken);
        }
        catch (Exception e)
        {
            failure = e;
            await owner.OnFailedAsync(e);
            throw;
        }

        if (result.Summary is not null)
        {
            await owner.OnEndedAsync(result);
        }
    }

    private void ThrowIfClosed()
    {
        if (whyClosed is not null)
        {
            throw new ResultConsumedException($"The result cannot be read any more: {whyClosed}.");
        }

        if (failure is not null)
        {
            throw failure;
        }
    }
}
