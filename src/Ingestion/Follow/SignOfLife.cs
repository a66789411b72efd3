namespace DepGraph.Ingestion.Follow;

/// <summary>
/// The sign of life of a process that does nothing but follow: given while the feed and the store answer, and while packages come in. A process that
/// does other things too shows its own.
/// </summary>
internal sealed class SignOfLife(WorkerHealth health, IngestionRole role, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly bool isShown = role == IngestionRole.Follower;

    public void Show()
    {
        if (isShown)
        {
            lock (gate)
            {
                health.Succeed();
            }
        }
    }

    /// <summary>Waits, and shows life meanwhile.</summary>
    /// <param name="pause">How long.</param>
    /// <param name="isWell">Whether there is any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RestAsync(TimeSpan pause, bool isWell, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (pause - time.GetElapsedTime(start) is { Ticks: > 0 } rest)
        {
            if (isWell)
            {
                Show();
            }

            // A delay is of whole milliseconds; what is cut off is none, and would be waited for without a pause.
            var delay = TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds));
            await Task.Delay(delay < Interval ? delay : Interval, time, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public void End()
    {
        if (isShown)
        {
            health.End();
        }
    }
}
