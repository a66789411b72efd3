namespace DepGraph.Ingestion.Tests.Registry;

/// <summary>Time that runs many times faster, so that seconds of back-off are milliseconds of a test.</summary>
public sealed class FastTime(int factor) : TimeProvider
{
    private readonly DateTimeOffset start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly long started = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(started) * factor;

    public override long GetTimestamp() => (System.GetTimestamp() - started) * factor;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Shrink(dueTime), Shrink(period)), this);

    private TimeSpan Shrink(TimeSpan span) => span < TimeSpan.Zero ? span : span / factor;

    private sealed class FastTimer(ITimer timer, FastTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) =>
            timer.Change(time.Shrink(dueTime), time.Shrink(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
