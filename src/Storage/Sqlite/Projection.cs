using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace DepGraph.Storage.Sqlite;

/// <summary>
/// The background work that stores the relationships of all versions. It follows the heads: what it has to do is derived from
/// them at any time, so it may be killed at any point and goes on where the last transaction left it. It gives way to head
/// commits and takes a fraction of the time only.
/// </summary>
internal sealed class Projection(
    SqliteReaders readers,
    SqliteWriter writer,
    ProjectionTable table,
    ProjectionPace pace,
    TimeProvider time,
    ILogger logger
) : IAsyncDisposable
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private long _lastCommit;

    public void Start()
    {
        if (!pace.IsSuspended)
            _running = Task.Run(() => RunAsync(_stop.Token));
    }

    /// <summary>Says that heads were committed.</summary>
    public void Wake()
    {
        Volatile.Write(ref _lastCommit, time.GetTimestamp());
        _wake.Writer.TryWrite(true);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (!await AdvanceAsync(cancellationToken))
                    await WaitForWorkAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogWarning(exception, "Projecting relationships failed; next try in {Pause}", pace.FailurePause);
                await Task.Delay(pace.FailurePause, time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>One round; false when nothing was pending.</summary>
    private async Task<bool> AdvanceAsync(CancellationToken cancellationToken)
    {
        await GiveWayAsync(cancellationToken);
        var pending = await readers.RunAsync(table, static (session, t) => t.FindPending(session), cancellationToken);
        for (var done = 0; done < pending.Count; )
        {
            await GiveWayAsync(cancellationToken);
            var from = done;
            var start = time.GetTimestamp();
            done = await writer.RunAsync(
                session => table.Advance(session, pending, from, pace.RowsPerTransaction),
                cancellationToken
            );
            await Task.Delay(time.GetElapsedTime(start) * pace.PauseFactor, time, cancellationToken);
        }
        return pending.Count > 0;
    }

    private async Task GiveWayAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (
            (writer.IsBusy || time.GetElapsedTime(Volatile.Read(ref _lastCommit)) < pace.Quiet)
            && time.GetElapsedTime(start) < pace.LongestWait
        )
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }
    }

    private async Task WaitForWorkAsync(CancellationToken cancellationToken)
    {
        using var poll = new CancellationTokenSource(pace.IdlePoll, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(poll.Token, cancellationToken);
        try
        {
            await _wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested) { }
    }
}
