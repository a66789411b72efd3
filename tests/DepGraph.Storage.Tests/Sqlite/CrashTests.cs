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
        {
            var last = await CrashingWriter.RunUntilKilledAsync([_place.Options.Uri], 15 + 10 * life, Cancel);
            acknowledged = Math.Max(acknowledged, last);
        }

        _place.Query("PRAGMA integrity_check").ShouldBe(["ok"]);
        await using var store = _place.Create();
        await store.OpenAsync(Cancel);
        var packages = await CrashingWriter.CheckAsync(store, acknowledged, Cancel);

        while ((await store.GetStatisticsAsync(Cancel)).PendingPackages > 0)
            await Task.Delay(10, Cancel);
        // Each of the 12 versions is in the runs of its three requirements.
        (await _place.ReadEdgesAsync()).Count.ShouldBe(packages * 36);
    }
}
