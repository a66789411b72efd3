namespace DepGraph.Ingestion.Graph;

/// <summary>Turns the news about one head into tasks.</summary>
internal sealed class HeadWait : IHeadObserver
{
    private readonly TaskCompletionSource<PackageAnswer> answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly TaskCompletionSource storeAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<PackageAnswer> Answer => answer.Task;

    /// <summary>Completes when the store has answered, either way.</summary>
    public Task StoreAnswered => storeAnswered.Task;

    ClosureKey? IHeadObserver.Closure => null;

    public void OnStoreMissed(string name) => storeAnswered.TrySetResult();

    public void OnAnswer(string name, PackageAnswer value)
    {
        // In this order: who waits for the store alone finds the answer there.
        answer.TrySetResult(value);
        storeAnswered.TrySetResult();
    }
}
