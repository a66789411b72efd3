using DepGraph.Storage;

namespace DepGraph.Ingestion.Feed;

/// <summary>
/// Those who wait until a poll that began after they asked has been taken in: one wait for all who ask meanwhile. One loop polls.
/// </summary>
internal sealed class CatchUps
{
    private readonly Lock gate = new();
    private List<TaskCompletionSource> underWay = [];
    private TaskCompletionSource? next;
    private bool isEnded;

    /// <summary>A poll has begun for somebody, and what it found is not in effect yet.</summary>
    public bool IsUnderWay
    {
        get
        {
            lock (gate)
            {
                return underWay.Count > 0;
            }
        }
    }

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

    /// <summary>A poll begins for all who have asked. Those of an earlier one that did not take effect wait on.</summary>
    public void Begin()
    {
        lock (gate)
        {
            if (next is not null)
            {
                underWay.Add(next);
                next = null;
            }
        }
    }

    /// <summary>What the poll found is in effect.</summary>
    public void Complete() => Take().ForEach(static one => one.SetResult());

    /// <summary>The poll failed.</summary>
    public void Fail(Exception reason) => Take().ForEach(one => one.SetException(reason));

    /// <summary>No poll begins any more: who waits, or asks later, is told so as by a store that is away.</summary>
    public void End()
    {
        lock (gate)
        {
            isEnded = true;
        }

        Begin();
        Fail(Ended());
    }

    private static StoreException Ended() =>
        new(StoreFailure.Unavailable, "The process is ending, and no longer follows the store's changes.");

    private List<TaskCompletionSource> Take()
    {
        lock (gate)
        {
            var taken = underWay;
            underWay = [];
            return taken;
        }
    }
}
