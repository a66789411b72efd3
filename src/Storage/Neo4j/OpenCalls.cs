namespace DepGraph.Storage.Neo4j;

/// <summary>Counts the calls that a store is working on, so that closing it waits for them and takes no more.</summary>
internal sealed class OpenCalls
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private bool _isClosed;

    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(IGraphStore));
            _count++;
        }
        try
        {
            return await call();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Admits no further call and waits for those that run.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            return _count == 0 ? Task.CompletedTask : _idle.Task;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_count > 0 || !_isClosed)
                return;
        }
        _idle.TrySetResult();
    }
}
