namespace DepGraph.Ingestion.Commit;

/// <summary>Tells that this process has committed something: who follows the store's changes need not wait until it looks again.</summary>
internal sealed class CommitSignal
{
    private TaskCompletionSource next = NewNext();

    /// <summary>Completes at the next commit. To be taken before looking at the store, so that no commit slips in between.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Pulse() => Interlocked.Exchange(ref next, NewNext()).TrySetResult();

    private static TaskCompletionSource NewNext() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
