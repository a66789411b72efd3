using System.ComponentModel.DataAnnotations;

namespace DepGraph.Ingestion.Registry;

/// <summary>How the registry is reached. Section <c>Registry</c>; sizes in bytes, times as <c>hh:mm:ss</c>.</summary>
public sealed class RegistryOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Registry";

    /// <summary>
    /// Address of the default registry, over whatever npm's own configuration says. Scoped registries and tokens are
    /// still npm's. Null (default): npm's configuration decides.
    /// </summary>
    public string? Url { get; set; }

    /// <summary>Requests under way at once, and connections per host. Default 64; <c>Ingestion:Concurrency</c> sets it.</summary>
    [Range(1, 1024)]
    public int Concurrency { get; set; } = 64;

    /// <summary>Decompressed documents under way at once, together. Default 48 MiB.</summary>
    [Range(1L << 20, 1L << 40)]
    public long MaxBytesInFlight { get; set; } = 48L << 20;

    /// <summary>Time for one connection to be made. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time from sending a request to its answer's headers, connecting included. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest silence within a body. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time for one call with all its tries, from its first request on. Default 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Tries after the first one for answers that may get better (5xx, a connection that broke). Default 6.</summary>
    [Range(0, 20)]
    public int MaxRetries { get; set; } = 6;

    /// <summary>Median wait before the first retry; doubles with each, with jitter. Default 100 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait before a retry when the registry names none. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest Retry-After that a call waits for; a longer one ends the call at once. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls that must have failed before a host's circuit opens. Default 10 within <see cref="BreakerWindow"/>.</summary>
    [Range(2, 10_000)]
    public int BreakerThreshold { get; set; } = 10;

    /// <summary>The time over which failures are counted. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:10:00")]
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>First time that a circuit stays open; doubles up to eight times that while the outage lasts. Default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:10:00")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Redirects followed for one request. Default 3.</summary>
    [Range(0, 10)]
    public int MaxRedirects { get; set; } = 3;
}
