namespace DepGraph.GraphApi.Health;

/// <summary>Something that must work for the service to answer.</summary>
internal interface IReadinessCheck
{
    string Name { get; }

    /// <summary>What is wrong with it, in a few words without secrets; null when it works. Never throws but for cancellation.</summary>
    ValueTask<string?> CheckAsync(CancellationToken cancellationToken);
}
