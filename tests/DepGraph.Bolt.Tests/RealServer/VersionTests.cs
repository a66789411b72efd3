using DepGraph.Bolt.Tests.Fakes;

namespace DepGraph.Bolt.Tests.RealServer;

/// <summary>The same over each version of Bolt that the driver speaks, with the real server's other side of it.</summary>
public sealed class VersionTests(Neo4jFixture neo4j)
{
    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 0)]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    [InlineData(5, 3)]
    [InlineData(5, 4)]
    [InlineData(5, 6)]
    [InlineData(5, 7)]
    [InlineData(5, 8)]
    public async Task Values_errors_bookmarks_and_notifications_work(int major, int minor)
    {
        var server = await neo4j.ServerAsync();
        await using var proxy = new VersionProxy(server.Uri, major, minor);
        await using var driver = GraphDatabase.Driver(proxy.Address, AuthTokens.Basic(server.User, server.Password));
        (await driver.GetServerInfoAsync().InTime()).ProtocolVersion.ShouldBe($"{major}.{minor}");

        var moment = new ZonedDateTime(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.FromHours(2)));
        var values = await driver
            .ExecutableQuery(
                "CREATE (n:Versions {at: $moment}) RETURN $moment AS moment, n, datetime('2026-01-01T00:00[Europe/Berlin]') AS zoned"
            )
            .WithParameters(new { moment })
            .ExecuteAsync()
            .InTime();
        var record = values.Result.Single();
        record["moment"].ShouldBe(moment);
        record["n"].ShouldBeAssignableTo<INode>()!["at"].ShouldBe(moment);
        record["n"].ShouldBeAssignableTo<INode>()!.ElementId.ShouldNotBeEmpty();
        record["zoned"].ShouldBeOfType<ZonedDateTime>().OffsetSeconds.ShouldBe(3600);
        (await driver.ExecutableQueryBookmarkManager.GetBookmarksAsync()).ShouldHaveSingleItem();

        await using var session = driver.AsyncSession(config => config.WithFetchSize(2));
        var error = await Should.ThrowAsync<ClientException>(session.RunAsync("RETUR 1").InTime());
        error.Code.ShouldBe("Neo.ClientError.Statement.SyntaxError");
        var numbers = await session.RunAsync("UNWIND range(1, 5) AS x RETURN x").InTime();
        (await numbers.ToListAsync().InTime()).Count.ShouldBe(5);
        var remarkable = await session.RunAsync("MATCH (n:NobodyHasThisLabel) RETURN n").InTime();
        (await remarkable.ConsumeAsync().InTime())
            .Notifications.ShouldHaveSingleItem()
            .Code.ShouldContain("UnknownLabel");
    }
}
