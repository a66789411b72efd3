using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Jobs;

/// <summary>One document on its way: what a request that ran out of time leaves behind.</summary>
/// <param name="load">Brings the answer; never fails.</param>
/// <param name="status">What the answer says.</param>
internal sealed class PackageWork<T>(Task<T> load, Func<T, (HeadStatus Status, string? Message)> status)
    : IIngestionWork
{
    public int PackagesFetched => load.IsCompletedSuccessfully ? 1 : 0;

    public int PackagesPending => load.IsCompleted ? 0 : 1;

    public Task Completion => load;

    public IngestionOutcome Outcome() =>
        status(load.Result) is var (state, message) && state == HeadStatus.Found
            ? new(IngestionState.Complete, null)
            : new(IngestionState.Failed, message);

    // The document is shared with whoever else asks for the package; it arrives by itself.
    public bool TryHold() => true;

    public void LetGo() { }

    public void Stop() { }
}
