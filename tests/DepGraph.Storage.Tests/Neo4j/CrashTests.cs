using DepGraph.Storage.Tests.Contract;
using DepGraph.Testing;

namespace DepGraph.Storage.Tests.Neo4j;

[Collection(Neo4jFixture.Collection)]
public sealed class CrashTests(Neo4jFixture fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_that_is_killed_while_writing_leaves_everything_acknowledged_and_nothing_by_halves()
    {
        await using var place = new Neo4jPlace(fixture);
        await place.PrepareAsync(Cancel);
        string[] args = [place.Options.Uri, place.Options.Username!, place.Options.Password!];
        var acknowledged = -1;
        for (var life = 0; life < 3; life++)
        {
            var last = await CrashingWriter.RunUntilKilledAsync(args, 10 + 5 * life, Cancel);
            acknowledged = Math.Max(acknowledged, last);
        }

        await DecidedAsync(place);
        await CheckAsync(place, acknowledged);
    }

    [Fact]
    public async Task A_server_that_is_killed_while_commits_run_has_all_that_was_acknowledged_when_it_is_back()
    {
        await using var server = await Neo4jServer.StartOwnAsync();
        await using var place = new Neo4jPlace(() => Task.FromResult(server));
        await place.PrepareAsync(Cancel);
        await using (var store = place.Create())
        {
            await store.OpenAsync(Cancel);
            var writer = new PersistentWriter(store);
            for (var crash = 0; crash < 2; crash++)
            {
                await writer.AcknowledgesAsync(10, Cancel);
                await server.KillAsync();
                await server.RestartAsync();
            }
            await writer.AcknowledgesAsync(10, Cancel);

            await CheckAsync(place, await writer.StopAsync());
        }
    }

    /// <summary>Waits until the server is done with what the dead have left to it: a commit that was sent may still come to pass.</summary>
    private static async Task DecidedAsync(Neo4jPlace place)
    {
        const string others =
            "SHOW TRANSACTIONS YIELD currentQuery WHERE NOT currentQuery STARTS WITH 'SHOW' RETURN currentQuery";
        while ((await place.QueryAsync(others)).Count > 0)
            await Task.Delay(20, Cancel);
    }

    private static async Task CheckAsync(Neo4jPlace place, int acknowledged)
    {
        await using var store = place.Create();
        await store.OpenAsync(Cancel);
        var packages = await CrashingWriter.CheckAsync(store, acknowledged, Cancel);

        while ((await store.GetStatisticsAsync(Cancel)).PendingPackages > 0)
            await Task.Delay(20, Cancel);
        var edges = await place.ReadEdgesAsync();
        edges.Count.ShouldBe(packages * 36);
        edges.Distinct().Count().ShouldBe(edges.Count);
        (await place.CountVersionsAsync()).ShouldBe(packages * 12);
    }
}
