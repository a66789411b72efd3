namespace DepGraph.GraphQL.Tests;

/// <summary>A clock that stands until it is moved; timers that are due then fire.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(callback, state) { Due = DueAt(dueTime) };
        timer.Moved = due => timer.Due = DueAt(due);
        lock (_timers)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    public void Advance(TimeSpan by)
    {
        _now += by.Ticks;
        ManualTimer[] due;
        lock (_timers)
        {
            due = _timers.Where(t => t.Due <= _now).ToArray();
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    private long DueAt(TimeSpan dueTime) => dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : _now + dueTime.Ticks;

    private sealed class ManualTimer(TimerCallback callback, object? state) : ITimer
    {
        public long Due { get; set; }

        public Action<TimeSpan> Moved { get; set; } = _ => { };

        public void Fire()
        {
            Due = long.MaxValue;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Moved(dueTime);
            return true;
        }

        public void Dispose() => Due = long.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
