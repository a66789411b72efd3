using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Tests.RealServer;

public sealed class ResultTests(Neo4jFixture neo4j)
{
    private const int Many = 100_000;
    private const string ManyRows = "UNWIND range(1, 100000) AS x RETURN x, toString(x) AS text";

    [Fact]
    public async Task A_big_result_streams_in_portions_and_is_whole()
    {
        await using var driver = await neo4j.DriverAsync();
        await using var session = driver.AsyncSession();
        var cursor = await session.RunAsync(ManyRows);
        var (count, sum) = (0, 0L);
        await foreach (var record in cursor)
        {
            count++;
            sum += record.Get<long>("x");
        }

        count.ShouldBe(Many);
        sum.ShouldBe((long)Many * (Many + 1) / 2);
    }

    [Fact]
    public async Task A_big_result_read_as_rows_is_whole()
    {
        await using var driver = await neo4j.DriverAsync();
        var result = await driver
            .ExecutableQuery(ManyRows)
            .WithConfig(new(Routing: RoutingControl.Readers))
            .WithRows((ref PackStreamReader fields) => (X: fields.ReadInteger(), Text: fields.ReadString()))
            .ExecuteAsync();
        result.Result.Count.ShouldBe(Many);
        result.Result[^1].ShouldBe((Many, $"{Many}"));
    }

    [Fact]
    public async Task A_result_that_nobody_reads_on_costs_one_portion_and_is_discarded()
    {
        await using var driver = await neo4j.DriverAsync(config => config.WithMaxConnectionPoolSize(1));
        await using var session = driver.AsyncSession(config => config.WithFetchSize(10));
        var cursor = await session.RunAsync("UNWIND range(1, 1000000000) AS x RETURN x");
        (await cursor.FetchAsync()).ShouldBeTrue();
        await using var other = driver.AsyncSession();
        await session.CloseAsync();
        (await (await other.RunAsync("RETURN 1 AS x")).SingleAsync())["x"].ShouldBe(1L);
    }

    [Fact]
    public async Task A_parameter_of_many_chunks_arrives_whole()
    {
        await using var driver = await neo4j.DriverAsync();
        var text = string.Concat(Enumerable.Range(0, 200_000).Select(i => (char)('a' + (i % 26))));
        var result = await driver
            .ExecutableQuery("RETURN size($text) AS size, $text = $again AS same")
            .WithParameters(new { text, again = text })
            .WithRows((ref PackStreamReader fields) => (fields.ReadInteger(), fields.ReadBoolean()))
            .ExecuteAsync();
        result.Result.ShouldBe([(text.Length, true)]);
    }

    [Fact]
    public async Task The_summary_tells_what_was_done()
    {
        await using var driver = await neo4j.DriverAsync();
        var result = await driver
            .ExecutableQuery("CREATE (a:Summary {x: 1})-[:R]->(b:Summary) DETACH DELETE a, b RETURN 1 AS one")
            .ExecuteAsync();
        var counters = result.Summary.Counters;
        counters.NodesCreated.ShouldBe(2);
        counters.NodesDeleted.ShouldBe(2);
        counters.RelationshipsCreated.ShouldBe(1);
        counters.ContainsUpdates.ShouldBeTrue();
        result.Summary.QueryType.ShouldBe(QueryType.ReadWrite);
        result.Summary.Database.ShouldBe("neo4j");
        result.Summary.Server.Agent.ShouldStartWith("Neo4j/");
    }

    [Fact]
    public async Task A_profile_is_in_the_summary()
    {
        await using var driver = await neo4j.DriverAsync();
        var result = await driver.ExecutableQuery("PROFILE RETURN 1 AS one").ExecuteAsync();
        result.Summary.Plan.ShouldNotBeNull().Keys.ShouldContain("operatorType");
    }
}
