namespace DepGraph.Ingestion.Registry;

/// <summary>The time that one request may still take until its next sign of life; ends with its caller's patience too.</summary>
internal sealed class AttemptDeadline : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly CancellationTokenRegistration caller;

    public AttemptDeadline(TimeSpan first, TimeProvider time, CancellationToken cancellationToken)
    {
        source = new CancellationTokenSource(first, time);
        caller = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
    }

    public CancellationToken Token => source.Token;

    /// <summary>A sign of life: the next one is due within this time.</summary>
    public void Restart(TimeSpan next) => source.CancelAfter(next);

    /// <summary>Stops the clock, for waits that are not the registry's.</summary>
    public void Suspend() => source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        caller.Dispose();
        source.Dispose();
    }
}
