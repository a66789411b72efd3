using DepGraph.Storage;

namespace DepGraph.Ingestion.Import;

/// <summary>What an import does besides reading and writing.</summary>
internal sealed record ImportOptions
{
    /// <summary>When the packuments were what the registry had: their packages' <c>fetchedAt</c>.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Longest line, in bytes; a longer one is broken. Default 256 MiB.</summary>
    public int MaxLineBytes { get; init; } = 256 << 20;

    /// <summary>When a commit is full. Null (default): as it suits the store.</summary>
    public BulkBatch? Batch { get; init; }

    /// <summary>What was done before; the stream begins there. Default: nothing.</summary>
    public ImportPosition From { get; init; } = ImportPosition.Begin;

    /// <summary>Told of each broken line, on the reading thread: its number and what is wrong with it.</summary>
    public Action<long, string> OnBroken { get; init; } = (_, _) => { };

    /// <summary>Told after each commit how far everything is in the store; the next commit waits for it.</summary>
    public Func<ImportPosition, Task> OnCommitted { get; init; } = _ => Task.CompletedTask;
}
