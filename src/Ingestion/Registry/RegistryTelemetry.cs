using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DepGraph.Ingestion.Registry;

/// <summary>Traces and metrics of the registry client; all costs nothing while nobody listens.</summary>
public static class RegistryTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "DepGraph.Registry";

    internal static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "depgraph.registry.requests",
        "{request}",
        "Requests sent to registries, retries included"
    );

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "depgraph.registry.retries",
        "{request}",
        "Requests that repeat a failed one"
    );

    private static readonly Counter<long> Received = Meter.CreateCounter<long>(
        "depgraph.registry.received",
        "By",
        "Bytes of documents received, as transferred"
    );

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "depgraph.registry.duration",
        "s",
        "Time of one call with all its requests, waiting for a place included"
    );

    internal static void CountRequest() => Requests.Add(1);

    internal static void CountRetry(FailureKind reason)
    {
        if (Retries.Enabled)
        {
            Retries.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
        }
    }

    internal static void CountReceived(long bytes) => Received.Add(bytes);

    internal static void RecordCall(RegistryAnswer answer, TimeSpan duration)
    {
        if (Durations.Enabled)
        {
            Durations.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", OutcomeOf(answer)));
        }
    }

    internal static string OutcomeOf(RegistryAnswer answer) =>
        answer switch
        {
            RegistryAnswer.Fetched => "Fetched",
            RegistryAnswer.Opened => "Opened",
            RegistryAnswer.NotModified => "NotModified",
            RegistryAnswer.NotFound => "NotFound",
            RegistryAnswer.Failed failed => failed.Kind.ToString(),
            _ => "Unknown",
        };
}
