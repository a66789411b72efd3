using DepGraph.Ingestion.Graph;

namespace DepGraph.GraphApi.Health;

/// <summary>Whether what was fetched gets written: answers go on without it, but would not survive a restart.</summary>
internal sealed class WriteBehindCheck(PackageGraph graph, TimeProvider time) : IReadinessCheck
{
    /// <summary>A failure that passes is not worth taking the service out of rotation.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name => "writes";

    public ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var health = graph.WriteBehind;
        var isFailing = !health.IsHealthy && time.GetUtcNow() - health.FailingSince > Patience;
        return new(isFailing ? $"failing since {health.FailingSince:u}: {health.LastError}" : null);
    }
}
