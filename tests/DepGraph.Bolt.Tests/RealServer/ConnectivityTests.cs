using DepGraph.Bolt.Tests.Fakes;
using DepGraph.Testing;
using Microsoft.Extensions.Logging;

namespace DepGraph.Bolt.Tests.RealServer;

public sealed class ConnectivityTests(Neo4jFixture neo4j)
{
    [Theory]
    [InlineData("neo4j")]
    [InlineData("bolt")]
    public async Task A_server_is_reached_directly_and_by_routing(string scheme)
    {
        var server = await neo4j.ServerAsync();
        var uri = new UriBuilder(server.Uri) { Scheme = scheme }.Uri;
        await using var driver = GraphDatabase.Driver(uri, AuthTokens.Basic(server.User, server.Password));
        await driver.VerifyConnectivityAsync();
        var info = await driver.GetServerInfoAsync();
        info.Agent.ShouldStartWith("Neo4j/");
        info.ProtocolVersion.ShouldBe("5.8");
        (await driver.SupportsMultiDbAsync()).ShouldBeTrue();
        driver.Encrypted.ShouldBeFalse();
        foreach (var routing in Enum.GetValues<RoutingControl>())
        {
            var result = await driver.ExecutableQuery("RETURN 1 AS x").WithConfig(new(Routing: routing)).ExecuteAsync();
            result.Result.Single()["x"].ShouldBe(1L);
        }
    }

    [Theory]
    [InlineData("neo4j")]
    [InlineData("bolt")]
    public async Task A_wrong_password_is_refused(string scheme)
    {
        var server = await neo4j.ServerAsync();
        var uri = new UriBuilder(server.Uri) { Scheme = scheme }.Uri;
        await using var driver = GraphDatabase.Driver(uri, AuthTokens.Basic(server.User, "wr0ng"));
        var error = await Should.ThrowAsync<AuthenticationException>(driver.VerifyConnectivityAsync());
        error.Code.ShouldBe("Neo.ClientError.Security.Unauthorized");
        error.Message.ShouldNotContain("wr0ng");
    }

    [Theory]
    [InlineData("neo4j")]
    [InlineData("bolt")]
    public async Task A_database_that_does_not_exist_is_a_client_error(string scheme)
    {
        var server = await neo4j.ServerAsync();
        var uri = new UriBuilder(server.Uri) { Scheme = scheme }.Uri;
        await using var driver = GraphDatabase.Driver(uri, AuthTokens.Basic(server.User, server.Password));
        var error = await Should.ThrowAsync<ClientException>(
            driver.ExecutableQuery("RETURN 1").WithConfig(new(Database: "nope")).ExecuteAsync()
        );
        error.Code.ShouldBe("Neo.ClientError.Database.DatabaseNotFound");
    }

    [Fact]
    public async Task The_HTTP_port_is_recognized_as_such()
    {
        var server = await neo4j.ServerAsync();
        Assert.SkipWhen(server.Http is null, "NEO4J_HTTP is not set.");
        await using var driver = GraphDatabase.Driver(new UriBuilder(server.Http!) { Scheme = "bolt" }.Uri);
        (await Should.ThrowAsync<ProtocolException>(driver.VerifyConnectivityAsync())).Message.ShouldContain("HTTP");
    }

    [Fact]
    public async Task What_the_server_remarks_about_a_query_goes_to_the_log_unless_it_is_unwanted()
    {
        const string Remarkable = "MATCH (n:NobodyHasThisLabel) RETURN n";
        using var log = new LogLines();
        await using var driver = await neo4j.DriverAsync(config => config.WithLogger(log));
        var result = await driver.ExecutableQuery(Remarkable).ExecuteAsync();
        result.Summary.Notifications.ShouldHaveSingleItem().Severity.ShouldBe("WARNING");
        log.Lines.ShouldContain(line =>
            line.Level == LogLevel.Warning && line.Text.Contains("NobodyHasThisLabel", StringComparison.Ordinal)
        );
        await using var quiet = await neo4j.DriverAsync(config => config.WithNotificationsDisabled());
        (await quiet.ExecutableQuery(Remarkable).ExecuteAsync()).Summary.Notifications.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_that_is_cancelled_stops_at_the_server()
    {
        await using var driver = await neo4j.DriverAsync(config => config.WithMaxConnectionPoolSize(1));
        await using var watching = await neo4j.DriverAsync();
        var mark = $"{Guid.NewGuid()}";

        async Task<bool> IsRunningAsync()
        {
            var running = await watching
                .ExecutableQuery(
                    "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS $mark RETURN currentQuery"
                )
                .WithParameters(new { mark })
                .WithConfig(new(Routing: RoutingControl.Readers))
                .ExecuteAsync();
            return running.Result.Any(record =>
                !record.Get<string>("currentQuery").StartsWith("SHOW", StringComparison.Ordinal)
            );
        }

        async Task WaitAsync(bool isRunning)
        {
            while (await IsRunningAsync() != isRunning)
            {
                await Task.Delay(10);
            }
        }

        using var cancellation = new CancellationTokenSource();
        var endless = driver
            .ExecutableQuery($"UNWIND range(1, 10000000000) AS x WITH x WHERE x < 0 RETURN count(x) AS `{mark}`")
            .WithConfig(new(Routing: RoutingControl.Readers))
            .ExecuteAsync(cancellation.Token);
        await WaitAsync(isRunning: true).InTime();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(endless.InTime());
        await WaitAsync(isRunning: false).InTime();
        (await driver.ExecutableQuery("RETURN 1 AS x").ExecuteAsync().InTime()).Result.Single()["x"].ShouldBe(1L);
    }

    [Fact]
    public async Task A_server_without_authentication_takes_anyone()
    {
        await using var server = await Neo4jServer.StartOwnAsync(password: "none");
        await using var driver = GraphDatabase.Driver(server.Uri);
        (await driver.ExecutableQuery("RETURN 1 AS x").ExecuteAsync()).Result.Single()["x"].ShouldBe(1L);
    }
}
