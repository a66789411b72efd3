namespace DepGraph.Bolt.Tests.RealServer;

public sealed class TypesTests(Neo4jFixture neo4j)
{
    public static TheoryData<object> Values =>
        [
            true,
            false,
            0L,
            -17L,
            long.MaxValue,
            long.MinValue,
            1.5,
            double.NegativeInfinity,
            "",
            "käse 🧀",
            new string('x', 70_000),
            new byte[] { 0, 1, 255 },
            new LocalDate(2026, 2, 28),
            new LocalTime(23, 59, 59, 999_999_999),
            new LocalDateTime(new DateTime(1969, 7, 20, 20, 17, 40)),
            new ZonedDateTime(new DateTimeOffset(2026, 5, 1, 2, 3, 4, TimeSpan.FromHours(-3))),
            new Duration(14, 3, 90, 5),
            new Point(4326, 13.4, 52.5),
            new Point(9157, 1, 2, 3),
        ];

    [Theory]
    [InlineData(null)]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public async Task A_value_comes_back_as_it_went(object? value)
    {
        await using var driver = await neo4j.DriverAsync();
        var result = await driver.ExecutableQuery("RETURN $x AS x").WithParameters(new { x = value }).ExecuteAsync();
        result.Result.Single()["x"].ShouldBe(value);
    }

    [Fact]
    public async Task Lists_and_maps_come_back_as_they_went()
    {
        await using var driver = await neo4j.DriverAsync();
        var result = await driver
            .ExecutableQuery("RETURN $list AS list, $map AS map")
            .WithParameters(
                new
                {
                    list = new object?[] { 1, "two", null, new[] { 3 } },
                    map = new Dictionary<string, object?> { ["a"] = 1 },
                }
            )
            .ExecuteAsync();
        var list = result.Result.Single()["list"].As<List<object?>>();
        list[..3].ShouldBe([1L, "two", null]);
        list[3].As<int[]>().ShouldBe([3]);
        result.Result.Single()["map"].As<Dictionary<string, int>>()["a"].ShouldBe(1);
    }

    [Fact]
    public async Task A_moment_in_a_zone_comes_back_with_its_zone()
    {
        await using var driver = await neo4j.DriverAsync();
        var result = await driver
            .ExecutableQuery("RETURN datetime('2026-07-01T12:00:00[Europe/Berlin]') AS x")
            .ExecuteAsync();
        var moment = result.Result.Single()["x"].ShouldBeOfType<ZonedDateTime>();
        moment.OffsetSeconds.ShouldBe(7200);
        moment.ToString().ShouldContain("Europe/Berlin");
        var again = await driver.ExecutableQuery("RETURN $x AS x").WithParameters(new { x = moment }).ExecuteAsync();
        again.Result.Single()["x"].ShouldBe(moment);
    }

    [Fact]
    public async Task Nodes_relationships_and_paths_are_what_they_are_in_the_graph()
    {
        await using var driver = await neo4j.DriverAsync();
        await using var session = driver.AsyncSession();
        await using var transaction = await session.BeginTransactionAsync();
        var cursor = await transaction.RunAsync(
            "CREATE p = (a:Types {name: 'a'})-[r:KNOWS {since: 2020}]->(b:Types:Other {name: 'b'}) RETURN a, r, p"
        );
        var record = await cursor.SingleAsync();
        var node = record["a"].ShouldBeAssignableTo<INode>()!;
        node.Labels.ShouldBe(["Types"]);
        node["name"].ShouldBe("a");
        var relationship = record["r"].ShouldBeAssignableTo<IRelationship>()!;
        relationship.Type.ShouldBe("KNOWS");
        relationship["since"].ShouldBe(2020L);
        relationship.StartNodeElementId.ShouldBe(node.ElementId);
        var path = record["p"].ShouldBeAssignableTo<IPath>()!;
        path.Start.ShouldBe(node);
        path.End.Labels.ShouldBe(["Types", "Other"], ignoreOrder: true);
        path.Relationships.ShouldBe([relationship]);
    }
}
