using DepGraph.Ingestion.Follow;

namespace DepGraph.GraphApi.Health;

/// <summary>Whether the registry's feed can be followed: answers go on without it, and are as old as without it.</summary>
internal sealed class FeedCheck(FollowStatus status) : IReadinessCheck
{
    public string Name => "feed";

    public bool IsVital => false;

    public ValueTask<string?> CheckAsync(CancellationToken cancellationToken) => new(status.Problem);
}
