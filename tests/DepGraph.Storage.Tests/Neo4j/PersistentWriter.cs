namespace DepGraph.Storage.Tests.Neo4j;

/// <summary>Commits round after round of <see cref="CrashingWriter.BatchOf"/>, each until it is acknowledged, however often that fails.</summary>
internal sealed class PersistentWriter
{
    private readonly IGraphStore _store;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private int _acknowledged = -1;

    public PersistentWriter(IGraphStore store)
    {
        _store = store;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Waits until so many further rounds are acknowledged.</summary>
    public async Task AcknowledgesAsync(int rounds, CancellationToken cancel)
    {
        var goal = Volatile.Read(ref _acknowledged) + rounds;
        while (Volatile.Read(ref _acknowledged) < goal && !_running.IsCompleted)
            await Task.Delay(10, cancel);
        if (_running.IsCompleted)
            await _running;
    }

    /// <summary>Ends after the round that is under way; gives the last one that was acknowledged.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        return _acknowledged;
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _store.CommitAsync(CrashingWriter.BatchOf(_acknowledged + 1), CancellationToken.None);
                Interlocked.Increment(ref _acknowledged);
            }
            catch (StoreException failure) when (failure.IsTransient)
            {
                // What became of it nobody knows: it is written again.
                await Task.Delay(50);
            }
        }
    }
}
