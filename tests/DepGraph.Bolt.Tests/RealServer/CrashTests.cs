using DepGraph.Bolt.Tests.Fakes;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.RealServer;

public sealed class CrashTests
{
    [Fact]
    public async Task A_server_that_dies_in_the_middle_of_a_result_is_a_typed_error_and_after_its_restart_all_goes_on()
    {
        await using var server = await Neo4jServer.StartOwnAsync();
        await using var driver = GraphDatabase.Driver(
            server.Uri,
            AuthTokens.Basic(server.User, server.Password),
            config => config.WithMaxTransactionRetryTime(TimeSpan.FromMinutes(3))
        );
        await driver.ExecutableQuery("CREATE (:Crash {n: 1})").ExecuteAsync();
        await using (var session = driver.AsyncSession(config => config.WithFetchSize(10)))
        {
            var cursor = await session.RunAsync("UNWIND range(1, 1000000000) AS x RETURN x");
            (await cursor.FetchAsync()).ShouldBeTrue();
            await server.KillAsync();
            await Should.ThrowAsync<ServiceUnavailableException>(ReadToTheEndAsync(cursor).InTime());
        }

        (await driver.TryVerifyConnectivityAsync()).ShouldBeFalse();

        // Retried until the server is there again.
        var reading = driver
            .ExecutableQuery("MATCH (c:Crash) RETURN c.n AS n")
            .WithConfig(new(Routing: RoutingControl.Readers))
            .ExecuteAsync();
        await server.RestartAsync();
        (await reading.InTime()).Result.Single()["n"].ShouldBe(1L);
    }

    private static async Task ReadToTheEndAsync(IResultCursor cursor)
    {
        while (await cursor.FetchAsync()) { }
    }
}
