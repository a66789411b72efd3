namespace DepGraph.EndToEnd.Peers;

/// <summary>Requests that a peer leaves without an answer until the test says so.</summary>
public sealed class Hold : IDisposable
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first request has come.</summary>
    public Task Arrival => reached.Task;

    public Task Released => released.Task;

    public void Reached() => reached.TrySetResult();

    public void Release() => released.TrySetResult();

    public void Dispose() => Release();
}
