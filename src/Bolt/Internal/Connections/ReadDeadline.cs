namespace DepGraph.Bolt.Internal.Connections;

/// <summary>
/// Ends reads that wait too long, with one timer that is moved rarely: a read only notes when it began, and the timer, when it comes
/// due, waits for the rest.
/// </summary>
internal sealed class ReadDeadline(TimeProvider time, Action onExceeded) : IDisposable
{
    private readonly Lock gate = new();
    private ITimer? timer;
    private bool isArmed;
    private bool isReading;
    private bool isDisposed;
    private long began;

    /// <summary>How long a read may take; infinite for as long as it takes.</summary>
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
            isReading = true;
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
            isReading = false;
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
                static state => ((ReadDeadline)state!).OnDue(),
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
            if (!isReading || isDisposed)
            {
                return;
            }

            var left = Limit - time.GetElapsedTime(began);
            if (left > TimeSpan.Zero)
            {
                Arm(left);
                return;
            }

            isReading = false;
        }

        onExceeded();
    }
}
