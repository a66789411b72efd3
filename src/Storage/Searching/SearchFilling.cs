using DepGraph.Storage.Projecting;
using Microsoft.Extensions.Logging;

namespace DepGraph.Storage.Searching;

/// <summary>Runs an <see cref="ISearchFill"/> behind an open store until it is done; at once, in a store that was never without the index.</summary>
internal sealed class SearchFilling(ISearchFill fill, ProjectionPace pace, TimeProvider time, ILogger logger)
    : IAsyncDisposable
{
    /// <summary>Some 20 ms of a writer's time.</summary>
    private const int PackagesPerTransaction = 250;

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start()
    {
        if (!pace.IsSuspended)
            _running = Task.Run(() => RunAsync(_stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var hasMore = true;
        while (hasMore && !cancellationToken.IsCancellationRequested)
        {
            var pause = pace.FailurePause;
            try
            {
                var start = time.GetTimestamp();
                hasMore = await fill.AdvanceAsync(PackagesPerTransaction, cancellationToken);
                pause = time.GetElapsedTime(start) * pace.PauseFactor;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whatever it is: searches would stay incomplete without the work, and a close must not fail for it.
                logger.LogWarning(exception, "Filling the search index failed; next try in {Pause}", pause);
            }
            if (hasMore)
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
