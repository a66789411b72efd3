using DepGraph.Testing;

namespace DepGraph.EndToEnd.Queue;

/// <summary>A file.</summary>
public sealed class SqliteQueuePlace : IQueuePlace
{
    private readonly TemporaryFolder folder = new();

    public IReadOnlyDictionary<string, string?> Store =>
        new Dictionary<string, string?>
        {
            ["Store__Uri"] = $"sqlite:{folder.File("graph.db")}",
            // A slow machine must not look like a store that is locked.
            ["Store__BusyTimeout"] = "00:01:00",
        };

    public static Task<IQueuePlace> CreateAsync() => Task.FromResult<IQueuePlace>(new SqliteQueuePlace());

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
