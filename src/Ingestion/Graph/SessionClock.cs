namespace DepGraph.Ingestion.Graph;

/// <summary>The time of one operation: what its wait is measured by.</summary>
internal sealed class SessionClock(TimeProvider time, TimeSpan wait, CancellationToken cancellationToken) : IDisposable
{
    private readonly CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly Lock gate = new();
    private readonly long started = time.GetTimestamp();
    private Task? end;

    public TimeSpan Wait => wait;

    /// <summary>Completes when the wait is over. One timer serves all fields that wait.</summary>
    private Task End
    {
        get
        {
            lock (gate)
            {
                if (end is null)
                {
                    var left = wait - time.GetElapsedTime(started);
                    end = left > TimeSpan.Zero ? Task.Delay(left, time, over.Token) : Task.CompletedTask;
                }

                return end;
            }
        }
    }

    /// <summary>Waits for a task until the wait is over. True when it completed.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public async ValueTask<bool> WaitForAsync(Task task)
    {
        if (task.IsCompleted)
        {
            return true;
        }

        var end = End;
        if (!end.IsCompleted)
        {
            await Task.WhenAny(task, end);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return task.IsCompleted;
    }

    /// <summary>Waits for a task as long as the client does: for what is near and bounded, such as the store.</summary>
    public Task WaitForStoreAsync(Task task) => task.WaitAsync(cancellationToken);

    public void Dispose()
    {
        over.Cancel();
        over.Dispose();
    }
}
