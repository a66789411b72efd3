namespace DepGraph.Ingestion.Graph;

/// <summary>The end of fetching: later than the host's own, so that requests that are being drained still get their answers.</summary>
internal sealed class IngestionLifetime : IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Cancelled when nothing is fetched any more.</summary>
    public CancellationToken Stopping => stopping.Token;

    public Task StopAsync() => stopping.CancelAsync();

    public void Dispose() => stopping.Dispose();
}
