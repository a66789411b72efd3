namespace DepGraph.Ingestion.Graph;

/// <summary>Turns the news about one head into tasks.</summary>
/// <param name="levelsBelow">See <see cref="IHeadObserver.LevelsBelow"/>.</param>
internal sealed class HeadWait(int levelsBelow = 0) : IHeadObserver
{
    private readonly TaskCompletionSource<PackageAnswer> answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly TaskCompletionSource storeAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<PackageAnswer> Answer => answer.Task;

    /// <summary>Completes when the store has answered, either way.</summary>
    public Task StoreAnswered => storeAnswered.Task;

    ClosureKey? IHeadObserver.Closure => null;

    public int LevelsBelow => levelsBelow;

    public void OnStoreMissed(string name) => storeAnswered.TrySetResult();

    public void OnAnswer(string name, PackageAnswer value)
    {
        // In this order: who waits for the store alone finds the answer there.
        answer.TrySetResult(value);
        storeAnswered.TrySetResult();
    }
}
