using DepGraph.Npm.Packuments;
using DepGraph.Storage.Neo4j.Heads;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Neo4j.Heads;

/// <summary>What was read once is found by its node after that; nodes come, go, and are given to others.</summary>
[Collection(Neo4jFixture.Collection)]
public sealed class HeadNodeTests(Neo4jFixture fixture) : IAsyncLifetime
{
    /// <summary>A package that the registry does not have: its node has no data.</summary>
    private const string Missing = "gone";

    private static readonly PackageHead[] Heads =
    [
        .. Enumerable.Range(0, 40).Select(number => Head($"p{number}", $"1.0.{number}")),
    ];

    private readonly Neo4jPlace place = new(fixture);
    private IGraphStore store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await place.PrepareAsync(Cancel);
        store = place.Create();
        await store.OpenAsync(Cancel);
        await store.CommitAsync([.. Heads.Select(head => Write(head)), Documents.Missing(Missing)], Cancel);
        await ShouldLoadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (store is not null)
            await store.DisposeAsync();
        await place.DisposeAsync();
    }

    [Theory]
    [InlineData("p30")]
    [InlineData(Missing)]
    public async Task A_node_that_has_become_another_packages_head_is_not_taken_for_the_first_ones(string name)
    {
        await place.QueryAsync(
            """
            MATCH (a:Head {name: 'p3'}), (b:Head {name: $name})
            WITH a, b, properties(a) AS first, properties(b) AS second
            SET a.name = 'on its way'
            SET b = first
            SET a = second
            """,
            new { name }
        );

        var records = await store.LoadAsync(["p3"], Cancel);

        records.Select(record => record?.Head?.Latest).ShouldBe(["1.0.3"]);
        await ShouldLoadAsync();
    }

    [Fact]
    public async Task A_node_of_that_name_that_is_no_head_is_not_taken_for_one()
    {
        await place.QueryAsync(
            """
            MATCH (h:Head {name: 'p3'})
            WITH h, properties(h) AS properties
            REMOVE h:Head, h.record, h.data
            SET h:Other
            CREATE (n:Head)
            SET n = properties
            """
        );

        await ShouldLoadAsync();
    }

    [Fact]
    public async Task A_head_whose_node_is_gone_is_loaded_from_its_new_one()
    {
        await place.QueryAsync(
            """
            MATCH (h:Head) WHERE h.name IN ['p0', 'p39']
            WITH h, properties(h) AS properties
            DETACH DELETE h
            WITH collect(properties) AS heads
            UNWIND heads AS head
            CREATE (n:Head)
            SET n = head
            """
        );

        await ShouldLoadAsync();
    }

    [Fact]
    public async Task A_head_that_was_deleted_is_gone()
    {
        await place.QueryAsync("MATCH (h:Head {name: 'p7'}) DETACH DELETE h");

        var records = await store.LoadAsync(["p6", "p7", "p8"], Cancel);

        records.Select(record => record?.Name).ShouldBe(["p6", null, "p8"]);
    }

    [Fact]
    public async Task Another_process_finds_by_name_what_this_one_finds_by_node()
    {
        await using var other = place.Create();
        await other.OpenAsync(Cancel);
        await other.CommitAsync([Write(Head("p3", "1.0.3", "2.0.0"))], Cancel);

        var records = await store.LoadAsync(["p2", "p3", "new", "p4"], Cancel);

        records.Select(record => record?.Head?.Latest).ShouldBe(["1.0.2", "2.0.0", null, "1.0.4"]);
    }

    [Fact]
    public async Task Nodes_are_sought_by_their_ids_even_where_there_are_few()
    {
        var plan = await place.PlanAsync(
            $"UNWIND [0] AS group {HeadReader.ByNodeCypher}",
            new
            {
                ids = new List<List<long>>
                {
                    new() { 1, 2 },
                },
                most = 4L,
            }
        );

        plan.ShouldContain(line => line.StartsWith("NodeByIdSeek"), string.Join('\n', plan));
        plan.ShouldNotContain(line => line.Contains("Scan"), string.Join('\n', plan));
    }

    /// <summary>Twice: the second time by what the first has learned.</summary>
    private async Task ShouldLoadAsync()
    {
        for (var time = 0; time < 2; time++)
        {
            var records = await store.LoadAsync([.. Heads.Select(head => head.Name), Missing], Cancel);

            records.Select(record => record?.Name).ShouldBe(Heads.Select(head => head.Name).Append(Missing));
            records.Select(record => record?.Head?.Latest).ShouldBe(Heads.Select(head => head.Latest).Append(null));
        }
    }
}
