using System.Runtime.CompilerServices;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Jobs;

/// <summary>
/// Watches one ingestion. Progress is looked at in intervals, for it comes in counts and not in events; an end that happens in
/// this process is heard of at once.
/// </summary>
internal sealed class IngestionFollower(IngestionBoard board, IIngestionStore store, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

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
            var live = board.Find(first.Id);
            await PauseAsync(live?.Ended, cancellationToken);
            // What has ended leaves the board; then the store has it.
            var record = live?.Record ?? await store.FindIngestionAsync(first.Id, cancellationToken);
            if (record is null)
            {
                yield break;
            }

            if (record != last)
            {
                yield return last = record;
            }
        }
    }

    private async Task PauseAsync(Task? ended, CancellationToken cancellationToken)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var interval = Task.Delay(Interval, time, pause.Token);
        await (ended is null ? interval : Task.WhenAny(interval, ended));
        await pause.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
