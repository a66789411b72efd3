namespace DepGraph.Bolt.Internal.Connections;

/// <summary>
/// Ends waits for the peer that take too long, with one timer that is moved rarely: a wait only notes when it began, and the timer, when
/// it comes due, gives it the rest of its time.
/// </summary>
internal sealed class SilenceDeadline(TimeProvider time, Action onExceeded) : IDisposable
{
    private readonly Lock gate = new();
    private ITimer? timer;
    private bool isArmed;
    private bool isWaiting;
    private bool isDisposed;
    private long began;

    /// <summary>How long a wait may take; infinite for as long as it takes.</summary>
    public TimeSpan Limit { get; set; } = Timeout.InfiniteTimeSpan;

    public void Begin()
    {
        if (Limit == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        lock (gate)
        {
            began = time.GetTimestamp();
            isWaiting = true;
            if (!isArmed && !isDisposed)
            {
                Arm(Limit);
            }
        }
    }

    public void End()
    {
        if (Limit == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        lock (gate)
        {
            isWaiting = false;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            timer?.Dispose();
        }
    }

    private void Arm(TimeSpan due)
    {
        isArmed = true;
        if (timer is null)
        {
            timer = time.CreateTimer(
                static state => ((SilenceDeadline)state!).OnDue(),
                this,
                due,
                Timeout.InfiniteTimeSpan
            );
        }
        else
        {
            timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnDue()
    {
        lock (gate)
        {
            isArmed = false;
            if (!isWaiting || isDisposed)
            {
                return;
            }

            var left = Limit - time.GetElapsedTime(began);
            if (left > TimeSpan.Zero)
            {
                Arm(left);
                return;
            }

            isWaiting = false;
        }

        onExceeded();
    }
}
