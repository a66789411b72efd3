using System.Diagnostics;
using System.Globalization;
using DepGraph.Storage.Neo4j;
using DepGraph.Storage.Sqlite;
using DepGraph.Storage.Tests.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DepGraph.Storage.Tests;

/// <summary>The child process of the crash tests: commits heads for ever and says after each commit what it was.</summary>
internal static class CrashingWriter
{
    public const string Command = "--crashing-writer";

    private const int BatchSize = 5;

    /// <param name="args">The store's address and, when it has users, user and password.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var pace = SqlitePlace.Hurried;
        var options = new StoreOptions
        {
            Uri = args[0],
            Username = args.ElementAtOrDefault(1),
            Password = args.ElementAtOrDefault(2),
            BusyTimeout = TimeSpan.FromMinutes(1),
        };
        await using IGraphStore store = Neo4jAddress.IsMeantBy(options.Uri)
            ? new Neo4jGraphStore(options, TimeProvider.System, NullLoggerFactory.Instance, pace)
            : new SqliteGraphStore(options, TimeProvider.System, NullLogger<SqliteGraphStore>.Instance, pace);
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

    /// <summary>
    /// Runs the child until it has acknowledged so many commits, and kills it in the middle of what it does next. Gives the last round
    /// that it acknowledged.
    /// </summary>
    public static async Task<int> RunUntilKilledAsync(string[] args, int acknowledgements, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in (string[])[Command, .. args])
            start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        var last = -1;
        for (var i = 0; i < acknowledgements; i++)
            last = Parse(await child.StandardOutput.ReadLineAsync(cancel));
        child.Kill();
        // What it still said before it died counts as well; a line without its end does not.
        var rest = await child.StandardOutput.ReadToEndAsync(cancel);
        await child.WaitForExitAsync(cancel);
        var lines = rest.Split('\n');
        return lines.Length > 1 ? Parse(lines[^2]) : last;
    }

    /// <summary>All rounds up to the last acknowledged one are there, the next one as a whole or not at all, and nothing is missing between.</summary>
    public static async Task<int> CheckAsync(IGraphStore store, int acknowledged, CancellationToken cancel)
    {
        for (var round = 0; round <= acknowledged; round++)
        {
            foreach (var (write, record) in await LoadAsync(store, round, cancel))
                record.ShouldNotBeNull(write.Name).Head?.ContentHash.ShouldBe(write.Head?.ContentHash);
        }
        (await LoadAsync(store, acknowledged + 1, cancel))
            .Select(pair => pair.Record is null)
            .Distinct()
            .Count()
            .ShouldBe(1);
        var sequences = (await store.ReadChangesAsync(0, 100_000, cancel)).Select(change => change.Sequence).ToArray();
        sequences.ShouldBe(Enumerable.Range(1, sequences.Length).Select(i => (long)i));
        return sequences.Length;
    }

    private static async Task<IEnumerable<(HeadWrite Write, PackageRecord? Record)>> LoadAsync(
        IGraphStore store,
        int round,
        CancellationToken cancel
    )
    {
        var batch = BatchOf(round);
        return batch.Zip(await store.LoadAsync([.. batch.Select(write => write.Name)], cancel));
    }

    private static int Parse(string? line) => int.Parse(line.ShouldNotBeNull(), CultureInfo.InvariantCulture);
}
