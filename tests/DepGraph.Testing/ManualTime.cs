namespace DepGraph.Testing;

/// <summary>A clock that stands still until it is moved; timers that come due run on the thread that moves it.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How far the clock is from the next timer; null when none waits.</summary>
    public TimeSpan? UntilNextTimer
    {
        get
        {
            lock (gate)
            {
                return timers.Min(timer => timer.Due) - now;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (true)
        {
            ManualTimer? next;
            lock (gate)
            {
                next = timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
                now = next is null ? end : Later(next.Due!.Value, now);
                next?.Reschedule();
            }

            if (next is null)
            {
                return;
            }

            next.Fire();
        }
    }

    /// <summary>
    /// Moves the clock, again and again, until the task ends: for a timer that the task starts only in a moment. Fails after minutes of real
    /// time, which no machine needs.
    /// </summary>
    /// <returns>The task, ended.</returns>
    public async Task<T> AdvanceUntilEndAsync<T>(Task<T> task, TimeSpan step)
        where T : class
    {
        await AdvanceUntilEndAsync((Task)task, step);
        return await task;
    }

    /// <inheritdoc cref="AdvanceUntilEndAsync{T}"/>
    public async Task AdvanceUntilEndAsync(Task task, TimeSpan step)
    {
        var limit = Task.Delay(TimeSpan.FromMinutes(3));
        while (!task.IsCompleted)
        {
            Advance(step);
            await Task.WhenAny(task, Task.Delay(5), limit);
            if (limit.IsCompleted && !task.IsCompleted)
            {
                throw new TimeoutException("The task did not end, however far the clock was moved.");
            }
        }

        await task;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (gate)
        {
            timers.Add(timer);
        }

        return timer;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private sealed class ManualTimer(ManualTime time, Action callback) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (time.gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time.now + dueTime;
                period = newPeriod;
            }

            return true;
        }

        public void Reschedule() =>
            Due = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : Due + period;

        public void Fire() => callback();

        public void Dispose()
        {
            lock (time.gate)
            {
                Due = null;
                time.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
