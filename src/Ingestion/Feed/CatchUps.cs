using DepGraph.Storage;

namespace DepGraph.Ingestion.Feed;

/// <summary>
/// Those who wait until a poll that began after they asked has been taken in: one wait for all who ask meanwhile. One loop polls, also when
/// nobody asks. After a poll that failed nobody waits until one succeeds: a store that is away may take seconds to show it, and
/// whoever asked meanwhile would be held.
/// </summary>
internal sealed class CatchUps
{
    private readonly Lock gate = new();
    private TaskCompletionSource? underWay;
    private TaskCompletionSource? next;
    private Exception? refusal;

    /// <summary>Completes with the first poll that begins from now on; fails as it fails, and at once after one that failed.</summary>
    public Task Next()
    {
        lock (gate)
        {
            return refusal is not null
                ? Task.FromException(refusal)
                : (next ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>A poll begins for all who have asked. The one before has completed or failed.</summary>
    public void Begin()
    {
        lock (gate)
        {
            (underWay, next) = (next, null);
        }
    }

    /// <summary>What the poll found is in effect.</summary>
    public void Complete()
    {
        TaskCompletionSource? done;
        lock (gate)
        {
            (done, underWay, refusal) = (underWay, null, null);
        }

        done?.SetResult();
    }

    /// <summary>The poll failed.</summary>
    public void Fail(Exception reason)
    {
        TaskCompletionSource?[] waits;
        lock (gate)
        {
            waits = [underWay, next];
            (underWay, next, refusal) = (null, null, reason);
        }

        foreach (var wait in waits)
        {
            wait?.SetException(reason);
        }
    }

    /// <summary>No poll begins any more: who waits, or asks later, is told so as by a store that is away.</summary>
    public void End() =>
        Fail(
            new StoreException(
                StoreFailure.Unavailable,
                "The process is ending, and no longer follows the store's changes."
            )
        );
}
