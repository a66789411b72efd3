using System.Diagnostics;
using System.Globalization;

namespace DepGraph.Storage.Tests.Sqlite;

public sealed class CrashTests : IAsyncLifetime
{
    private readonly SqlitePlace _place = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task Killed_while_writing_everything_acknowledged_is_there_and_nothing_by_halves()
    {
        var acknowledged = -1;
        for (var life = 0; life < 3; life++)
            acknowledged = Math.Max(acknowledged, await WriteUntilKilledAsync(acknowledgements: 15 + 10 * life));

        _place.Query("PRAGMA integrity_check").ShouldBe(["ok"]);
        await using var store = _place.Create();
        await store.OpenAsync(Cancel);
        for (var round = 0; round <= acknowledged; round++)
        {
            foreach (var (write, record) in await LoadAsync(store, round))
                record.ShouldNotBeNull(write.Name).Head?.ContentHash.ShouldBe(write.Head?.ContentHash);
        }
        // The commit under way when the process died was never acknowledged: it is there as a whole or not at all.
        (await LoadAsync(store, acknowledged + 1))
            .Select(p => p.Record is null)
            .Distinct()
            .Count()
            .ShouldBe(1);
        var sequences = (await store.ReadChangesAsync(0, 100_000, Cancel)).Select(c => c.Sequence).ToArray();
        sequences.ShouldBe(Enumerable.Range(1, sequences.Length).Select(i => (long)i));

        while ((await store.GetStatisticsAsync(Cancel)).PendingPackages > 0)
            await Task.Delay(10, Cancel);
        // Each of the 12 versions is in the runs of its three requirements.
        _place
            .Query(
                """
                SELECT count(*) FROM depends_on d JOIN version v
                ON v.package_id = d.package_id AND v.ordinal BETWEEN d.first AND d.last
                """
            )
            .ShouldBe([$"{sequences.Length * 36}"]);
    }

    private static async Task<IEnumerable<(HeadWrite Write, PackageRecord? Record)>> LoadAsync(
        IGraphStore store,
        int round
    )
    {
        var batch = CrashingWriter.BatchOf(round);
        return batch.Zip(await store.LoadAsync([.. batch.Select(w => w.Name)], Cancel));
    }

    /// <summary>The last round that the child acknowledged before it was killed.</summary>
    private async Task<int> WriteUntilKilledAsync(int acknowledgements)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { CrashingWriter.Command, _place.Path },
            RedirectStandardOutput = true,
        };
        using var child = Process.Start(start)!;
        var last = -1;
        for (var i = 0; i < acknowledgements; i++)
            last = Parse(await child.StandardOutput.ReadLineAsync(Cancel));
        child.Kill();
        // What it still said before it died counts as well; a line without its end does not.
        var rest = await child.StandardOutput.ReadToEndAsync(Cancel);
        await child.WaitForExitAsync(Cancel);
        var lines = rest.Split('\n');
        return lines.Length > 1 ? Parse(lines[^2]) : last;
    }

    private static int Parse(string? line) => int.Parse(line.ShouldNotBeNull(), CultureInfo.InvariantCulture);
}
