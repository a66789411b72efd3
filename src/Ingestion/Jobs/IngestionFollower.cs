using System.Runtime.CompilerServices;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Jobs;

/// <summary>
/// Watches one ingestion. Progress is looked at in intervals, for it comes in counts and not in events: often where this process works on
/// it, whose end is heard of at once; less often in the store, which other processes write to every second.
/// </summary>
internal sealed class IngestionFollower(IngestionBoard board, IIngestionStore store, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StoreInterval = TimeSpan.FromMilliseconds(250);

    /// <param name="first">The ingestion as it was found.</param>
    public async IAsyncEnumerable<IngestionRecord> FollowAsync(
        IngestionRecord first,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var last = first;
        yield return last;
        while (!last.State.IsFinal())
        {
            var live = board.Find(first.Id) is { IsSettled: false } working ? working : null;
            await PauseAsync(live, cancellationToken);
            var (isKnown, record) = await LookAsync(first.Id, live, cancellationToken);
            if (!isKnown)
            {
                continue;
            }

            if (record is null)
            {
                yield break;
            }

            // Signs of life alone tell nothing new.
            if (record != last with { HeartbeatAt = record.HeartbeatAt })
            {
                yield return last = record;
            }
        }
    }

    /// <summary>How it is now, null when it is gone; not known while the store fails, which passes.</summary>
    private async Task<(bool IsKnown, IngestionRecord? Record)> LookAsync(
        string id,
        LiveIngestion? live,
        CancellationToken cancellationToken
    )
    {
        try
        {
            // What has ended leaves the board; then the store has it.
            var record = live is { IsSettled: false }
                ? live.Record
                : await store.FindIngestionAsync(id, cancellationToken);
            return (true, record);
        }
        catch (StoreException e) when (e.IsTransient)
        {
            return (false, null);
        }
    }

    private async Task PauseAsync(LiveIngestion? live, CancellationToken cancellationToken)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var interval = Task.Delay(live is null ? StoreInterval : Interval, time, pause.Token);
        await (live is null ? interval : Task.WhenAny(interval, live.Ended));
        await pause.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
