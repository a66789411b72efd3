namespace DepGraph.Ingestion.Follow;

/// <summary>Pauses that double with each failure, with jitter, up to a longest one.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private const int MostDoublings = 20;

    /// <summary>How often it failed since the last success.</summary>
    public int Failures { get; private set; }

    /// <summary>The pause after a failure.</summary>
    /// <param name="asked">What the other side wants it to be at least; null: it did not say.</param>
    public TimeSpan Next(TimeSpan? asked)
    {
        var pause = first * (1L << Math.Min(Failures++, MostDoublings));
        pause = pause < longest ? pause : longest;
#pragma warning disable CA5394 // Jitter is no secret.
        pause *= 0.8 + (0.4 * Random.Shared.NextDouble());
#pragma warning restore CA5394
        return asked > pause ? asked.Value : pause;
    }

    /// <summary>It succeeded; true when it had failed before.</summary>
    public bool Reset()
    {
        var hadFailed = Failures > 0;
        Failures = 0;
        return hadFailed;
    }
}
