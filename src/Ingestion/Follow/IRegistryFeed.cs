namespace DepGraph.Ingestion.Follow;

/// <summary>A registry's feed of changed documents.</summary>
internal interface IRegistryFeed
{
    /// <summary>What is followed, for logs and as the name of the position: its address without secrets.</summary>
    string Name { get; }

    /// <summary>The changes behind a sequence, oldest first, at most <paramref name="limit"/> (which a feed may exceed).</summary>
    /// <exception cref="FeedException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token given was cancelled.</exception>
    Task<FeedPage> ReadAsync(FeedSequence since, int limit, CancellationToken cancellationToken);

    /// <summary>The sequence of the newest change.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    Task<FeedSequence> FindEndAsync(CancellationToken cancellationToken);
}
