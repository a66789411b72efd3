namespace DepGraph.GraphQL.Loaders;

/// <summary>Settings of one data loader.</summary>
public sealed record DataLoaderOptions
{
    public static DataLoaderOptions Default { get; } = new();

    /// <summary>The most keys that one batch gets; more are split into batches that run side by side. Default 1,024.</summary>
    public int MaxBatchSize { get; init; } = 1024;
}
