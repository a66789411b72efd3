namespace DepGraph.Ingestion.Graph;

/// <summary>The time of one operation: what its wait is measured by.</summary>
internal sealed class SessionClock(TimeProvider time, TimeSpan wait, CancellationToken cancellationToken) : IDisposable
{
    private readonly long started = time.GetTimestamp();
    private End? end;

    public TimeSpan Wait => wait;

    /// <summary>Waits for a task until the wait is over. True when it completed.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public async ValueTask<bool> WaitForAsync(Task task)
    {
        if (task.IsCompleted)
        {
            return true;
        }

        var over = EndOfWait();
        if (!over.IsCompleted)
        {
            await Task.WhenAny(task, over);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return task.IsCompleted;
    }

    /// <summary>Waits for a task as long as the client does: for what is near and bounded, such as the store.</summary>
    public Task WaitForStoreAsync(Task task) => task.WaitAsync(cancellationToken);

    public void Dispose() => end?.Dispose();

    /// <summary>One timer serves all fields that wait; most operations never need it.</summary>
    private Task EndOfWait()
    {
        if (end is not { } present)
        {
            var made = new End(wait - time.GetElapsedTime(started), time, cancellationToken);
            present = Interlocked.CompareExchange(ref end, made, null) ?? made;
            if (present != made)
            {
                made.Dispose();
            }
        }

        return present.Reached;
    }

    private sealed class End : IDisposable
    {
        private readonly CancellationTokenSource over;

        public End(TimeSpan left, TimeProvider time, CancellationToken cancellationToken)
        {
            over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Reached = left > TimeSpan.Zero ? Task.Delay(left, time, over.Token) : Task.CompletedTask;
        }

        public Task Reached { get; }

        public void Dispose()
        {
            over.Cancel();
            over.Dispose();
        }
    }
}
