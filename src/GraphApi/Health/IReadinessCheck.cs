namespace DepGraph.GraphApi.Health;

/// <summary>Something that must, or should, work for the service to answer.</summary>
internal interface IReadinessCheck
{
    string Name { get; }

    /// <summary>Whether the service is not ready without it; otherwise it is told of and nothing more.</summary>
    bool IsVital => true;

    /// <summary>What is wrong with it, in a few words without secrets; null when it works. Never throws but for cancellation.</summary>
    ValueTask<string?> CheckAsync(CancellationToken cancellationToken);
}
