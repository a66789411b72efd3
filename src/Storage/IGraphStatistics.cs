namespace DepGraph.Storage;

/// <summary>Figures about the graph as a whole.</summary>
public interface IGraphStatistics
{
    /// <summary>Figures of one snapshot; cheap enough to ask on every request.</summary>
    ValueTask<GraphStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default);
}
