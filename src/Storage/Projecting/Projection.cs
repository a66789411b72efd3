using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace DepGraph.Storage.Projecting;

/// <summary>
/// The background work that stores the relationships of all versions. It follows the heads: what it has to do is derived from
/// them at any time, so it may be killed at any point and goes on where the last transaction left it. It gives way to head
/// commits and takes a fraction of the time only.
/// </summary>
internal sealed class Projection<TPackage>(
    IProjectionWork<TPackage> work,
    ProjectionPace pace,
    TimeProvider time,
    ILogger logger
) : IAsyncDisposable
    where TPackage : IPendingPackage
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
                await CatchUpAsync(cancellationToken);
                await WaitForWorkAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whatever it is: the lag would grow for ever without the work, and a close must not fail for it.
                logger.LogWarning(exception, "Projecting relationships failed; next try in {Pause}", pace.FailurePause);
                await Task.Delay(pace.FailurePause, time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Projects what is pending, the longest waiting first.</summary>
    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var mark = 0L;
        while (true)
        {
            await GiveWayAsync(cancellationToken);
            var pending = await work.FindPendingAsync(mark, cancellationToken);
            if (pending.Count == 0)
                return;
            mark = pending[^1].Mark;
            await ProjectAsync(pending.ToArray(), cancellationToken);
        }
    }

    /// <summary>
    /// Projects packages, many to a transaction: the index by target is spread over many pages, and each is written once per
    /// transaction. When that fails they are taken one by one, and one that cannot be projected is passed over.
    /// </summary>
    private async Task ProjectAsync(ReadOnlyMemory<TPackage> packages, CancellationToken cancellationToken)
    {
        try
        {
            while (!packages.IsEmpty)
            {
                await GiveWayAsync(cancellationToken);
                packages = packages[await AdvanceAsync(packages, cancellationToken)..];
            }
        }
        catch (Exception exception) when (exception is not (StoreException or OperationCanceledException))
        {
            if (packages.Length == 1)
                logger.LogError(exception, "Cannot project the relationships of {Package}", packages.Span[0].Name);
            else
            {
                for (var i = 0; i < packages.Length; i++)
                    await ProjectAsync(packages.Slice(i, 1), cancellationToken);
            }
        }
    }

    /// <summary>One transaction and the pause behind it; gives how many packages are done with.</summary>
    private async Task<int> AdvanceAsync(ReadOnlyMemory<TPackage> packages, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var done = await work.AdvanceAsync(packages, pace.RowsPerTransaction, cancellationToken);
        await Task.Delay(time.GetElapsedTime(start) * pace.PauseFactor, time, cancellationToken);
        return done;
    }

    private async Task GiveWayAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (
            (work.IsBusy || time.GetElapsedTime(Volatile.Read(ref _lastCommit)) < pace.Quiet)
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
