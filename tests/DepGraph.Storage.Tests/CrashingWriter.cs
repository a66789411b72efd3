using DepGraph.Storage.Projecting;
using DepGraph.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DepGraph.Storage.Tests;

/// <summary>The child process of the crash test: commits heads for ever and says after each commit what it was.</summary>
internal static class CrashingWriter
{
    public const string Command = "--crashing-writer";

    private const int BatchSize = 5;

    public static async Task<int> RunAsync(string path)
    {
        var pace = new ProjectionPace { Quiet = TimeSpan.Zero, PauseFactor = 0 };
        var options = new StoreOptions { Uri = $"sqlite:{path}" };
        await using var store = new SqliteGraphStore(
            options,
            TimeProvider.System,
            NullLogger<SqliteGraphStore>.Instance,
            pace
        );
        await store.OpenAsync();
        for (var round = 0; ; round++)
        {
            await store.CommitAsync(BatchOf(round));
            await Console.Out.WriteLineAsync($"{round}");
            await Console.Out.FlushAsync();
        }
    }

    /// <summary>The packages of one commit; each belongs to that commit alone.</summary>
    public static HeadWrite[] BatchOf(int round) =>
        [.. Enumerable.Range(0, BatchSize).Select(i => Documents.Write(Documents.Large($"p{round}-{i}", 12)))];
}
