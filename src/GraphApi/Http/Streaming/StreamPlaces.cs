using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using DepGraph.Ingestion.Hosting;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Http.Streaming;

/// <summary>How many connections stay open for events: a bounded number.</summary>
internal sealed class StreamPlaces : IDisposable
{
    private readonly Meter meter = new($"{Telemetry.SourcePrefix}GraphApi.Streaming");
    private readonly int most;
    private int taken;

    public StreamPlaces(IOptions<StreamingOptions> options)
    {
        most = options.Value.MaxConnections;
        meter.CreateObservableUpDownCounter(
            "depgraph.streams",
            () => Taken,
            "{connection}",
            "WebSockets and event streams that are open."
        );
    }

    /// <summary>How many are open.</summary>
    public int Taken => Volatile.Read(ref taken);

    /// <summary>Takes a place until it is disposed; false when there is none.</summary>
    public bool TryTake([NotNullWhen(true)] out IDisposable? place)
    {
        if (Interlocked.Increment(ref taken) <= most)
        {
            place = new Place(this);
            return true;
        }

        Interlocked.Decrement(ref taken);
        place = null;
        return false;
    }

    public void Dispose() => meter.Dispose();

    private sealed class Place(StreamPlaces places) : IDisposable
    {
        private StreamPlaces? owner = places;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref owner, null) is { } held)
            {
                Interlocked.Decrement(ref held.taken);
            }
        }
    }
}
