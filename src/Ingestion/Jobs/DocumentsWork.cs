using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Jobs;

/// <summary>Several documents on their way.</summary>
/// <param name="loads">Bring them; never fail.</param>
internal sealed class DocumentsWork(IReadOnlyList<Task<(HeadStatus Status, string? Message)>> loads) : IIngestionWork
{
    public int PackagesFetched => loads.Count(static load => load.IsCompletedSuccessfully);

    public int PackagesPending => loads.Count - PackagesFetched;

    public Task Completion { get; } = Task.WhenAll(loads);

    public IngestionOutcome Outcome()
    {
        var failed = loads.Where(static load => load.Result.Status == HeadStatus.Failed).ToList();
        return failed.Count == 0
            ? new(IngestionState.Complete, null)
            : new(
                failed.Count == loads.Count ? IngestionState.Failed : IngestionState.Partial,
                failed.Count == 1
                    ? failed[0].Result.Message
                    : $"{failed.Count} documents could not be fetched, the first because: {failed[0].Result.Message}"
            );
    }

    // The documents are shared with whoever else asks for them; they arrive by themselves.
    public bool TryHold() => true;

    public void LetGo() { }

    public void Stop() { }
}
