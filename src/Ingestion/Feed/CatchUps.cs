using DepGraph.Storage;

namespace DepGraph.Ingestion.Feed;

/// <summary>
/// Those who wait until a poll that began after they asked has been taken in: one wait for all who ask meanwhile. One loop polls.
/// </summary>
internal sealed class CatchUps
{
    private readonly Lock gate = new();
    private TaskCompletionSource? underWay;
    private TaskCompletionSource? next;
    private bool isEnded;

    /// <summary>Completes with the first poll that begins from now on; fails as it fails.</summary>
    public Task Next()
    {
        lock (gate)
        {
            return isEnded
                ? Task.FromException(Ended())
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
    public void Complete() => Take()?.SetResult();

    /// <summary>The poll failed.</summary>
    public void Fail(Exception reason) => Take()?.SetException(reason);

    /// <summary>No poll begins any more: who waits, or asks later, is told so as by a store that is away.</summary>
    public void End()
    {
        lock (gate)
        {
            isEnded = true;
        }

        // Those of a poll that the stop broke off, and those who wait for the next.
        Fail(Ended());
        Begin();
        Fail(Ended());
    }

    private static StoreException Ended() =>
        new(StoreFailure.Unavailable, "The process is ending, and no longer follows the store's changes.");

    private TaskCompletionSource? Take()
    {
        lock (gate)
        {
            var taken = underWay;
            underWay = null;
            return taken;
        }
    }
}
