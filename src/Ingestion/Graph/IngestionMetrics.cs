using System.Diagnostics.Metrics;
using DepGraph.Ingestion.Registry;

namespace DepGraph.Ingestion.Graph;

/// <summary>The room's instruments, of meter <see cref="MeterName"/>.</summary>
public sealed class IngestionMetrics : IDisposable
{
    public const string MeterName = "DepGraph.Ingestion";

    private readonly Meter meter;

    public IngestionMetrics(IMeterFactory factory)
    {
        meter = factory.Create(MeterName);
        StoreReads = meter.CreateHistogram<int>(
            "depgraph.store.read.packages",
            "{package}",
            "Packages asked for per read of the store."
        );
        Fetches = meter.CreateCounter<long>(
            "depgraph.registry.fetches",
            "{document}",
            "Documents asked for, by form and outcome."
        );
        Revalidations = meter.CreateCounter<long>(
            "depgraph.heads.revalidations",
            "{package}",
            "Stale heads revalidated behind an answer."
        );
        HeadsForeseen = meter.CreateCounter<long>(
            "depgraph.heads.foreseen",
            "{package}",
            "Heads read along with others, as a closure would probably come to them."
        );
        HeadsEvicted = meter.CreateCounter<long>(
            "depgraph.heads.evicted",
            "{package}",
            "Heads that left memory for want of room."
        );
        Closures = meter.CreateCounter<long>(
            "depgraph.closures",
            "{closure}",
            "Dependency sets and trees asked for, by source."
        );
        ClosureDuration = meter.CreateHistogram<double>(
            "depgraph.closure.duration",
            "ms",
            "Time to bring a closure's heads together."
        );
        CommitSize = meter.CreateHistogram<int>("depgraph.commit.packages", "{package}", "Packages per group commit.");
        CommitDuration = meter.CreateHistogram<double>("depgraph.commit.duration", "ms", "Time of a group commit.");
        CommitFailures = meter.CreateCounter<long>(
            "depgraph.commit.failures",
            "{commit}",
            "Group commits that failed."
        );
        CommitsDropped = meter.CreateCounter<long>(
            "depgraph.commit.dropped",
            "{package}",
            "Heads given up because the store kept failing; they will be fetched again."
        );
    }

    internal Histogram<int> StoreReads { get; }

    internal Counter<long> Fetches { get; }

    internal Counter<long> Revalidations { get; }

    internal Counter<long> HeadsForeseen { get; }

    internal Counter<long> HeadsEvicted { get; }

    internal Counter<long> Closures { get; }

    internal Histogram<double> ClosureDuration { get; }

    internal Histogram<int> CommitSize { get; }

    internal Histogram<double> CommitDuration { get; }

    internal Counter<long> CommitFailures { get; }

    internal Counter<long> CommitsDropped { get; }

    internal void Count(ClosureSource source)
    {
        if (Closures.Enabled)
        {
            Closures.Add(1, new KeyValuePair<string, object?>("source", source.ToString()));
        }
    }

    internal void CountFetch(DocumentForm form, RegistryAnswer answer) =>
        Fetches.Add(1, new("form", form.ToString()), new("outcome", answer.GetType().Name));

    /// <summary>Adds a gauge that is read when somebody collects.</summary>
    internal void Observe(string name, string unit, string description, Func<long> value) =>
        meter.CreateObservableGauge(name, value, unit, description);

    public void Dispose() => meter.Dispose();
}
