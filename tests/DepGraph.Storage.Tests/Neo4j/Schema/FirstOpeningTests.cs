using DepGraph.Storage.Neo4j;
using DepGraph.Storage.Neo4j.Schema;
using Microsoft.Extensions.Logging.Abstractions;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Neo4j.Schema;

/// <summary>A database that has never been used: not even constraints and indexes are there, as other tests leave them.</summary>
[Collection(Neo4jFixture.Collection)]
public sealed class FirstOpeningTests(Neo4jFixture fixture) : IAsyncLifetime
{
    private const int Processes = 6;
    private const int Rounds = 3;

    private readonly Neo4jPlace place = new(fixture);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await place.PrepareAsync(Cancel);

    public ValueTask DisposeAsync() => place.DisposeAsync();

    [Fact]
    public async Task Several_processes_that_start_at_once_on_an_unused_database_all_open_it()
    {
        for (var round = 0; round < Rounds; round++)
        {
            await place.PrepareAsync(Cancel);
            await DropSchemaAsync();
            var stores = Enumerable.Range(0, Processes).Select(_ => place.Create()).ToArray();
            try
            {
                await Task.WhenAll(stores.Select(store => store.OpenAsync(Cancel)));

                foreach (var store in stores)
                {
                    await store.CommitAsync([Write(Head("a", "1.0.0"))], Cancel);
                    (await store.LastSequenceAsync(Cancel)).ShouldBe(1);
                }
            }
            finally
            {
                foreach (var store in stores)
                    await store.DisposeAsync();
            }
        }
    }

    /// <summary>A refusal is no obstacle, however long a slow server has taken to come to it.</summary>
    [Fact]
    public async Task Several_processes_that_are_slow_from_the_start_all_open_it_too()
    {
        for (var round = 0; round < Rounds; round++)
        {
            await DropSchemaAsync();
            await using var database = new Neo4jDatabase(
                place.Options,
                place.Server.Uri,
                TimeProvider.System,
                NullLoggerFactory.Instance
            );

            await Task.WhenAll(
                Enumerable
                    .Range(0, Processes)
                    .Select(_ => new SchemaCreation(database, new LateTime(), NullLogger.Instance))
                    .Select(creation => creation.RunAsync(InitialSchema.Statements, Cancel))
            );

            (await place.QueryAsync("SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE'")).ShouldBeEmpty();
        }
    }

    /// <summary>As a server is left by a process that was killed while it created the constraint.</summary>
    [Fact]
    public async Task What_is_left_of_a_constraint_that_was_broken_off_is_replaced()
    {
        await DropSchemaAsync();
        await place.QueryAsync("CREATE INDEX depgraph_package FOR (p:Package) ON (p.name)");

        await using var store = place.Create();
        await store.OpenAsync(Cancel);

        (await place.QueryAsync("SHOW CONSTRAINTS YIELD name WHERE name = 'depgraph_package'")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_index_of_another_program_in_the_way_is_named_and_not_touched()
    {
        await DropSchemaAsync();
        await place.QueryAsync("CREATE INDEX theirs FOR (p:Package) ON (p.name)");
        await using var store = place.Create();

        var failure = await Should.ThrowAsync<StoreException>(() => store.OpenAsync(Cancel));
        var left = await place.QueryAsync("SHOW INDEXES YIELD name WHERE name = 'theirs'");
        await place.QueryAsync("DROP INDEX theirs IF EXISTS");

        failure.Failure.ShouldBe(StoreFailure.Unusable);
        failure.Message.ShouldContain("(:Package {name})");
        failure.Message.ShouldContain("Store:Database");
        left.Count.ShouldBe(1);
    }

    private async Task DropSchemaAsync()
    {
        foreach (var name in await place.QueryAsync("SHOW CONSTRAINTS YIELD name"))
            await place.QueryAsync($"DROP CONSTRAINT {name}");
        foreach (var name in await place.QueryAsync("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"))
            await place.QueryAsync($"DROP INDEX {name}");
    }

    /// <summary>A minute passes between what is asked first and second, and all the rest.</summary>
    private sealed class LateTime : TimeProvider
    {
        private int asked;

        public override long GetTimestamp() =>
            Interlocked.Increment(ref asked) <= 2
                ? System.GetTimestamp() - (60 * System.TimestampFrequency)
                : System.GetTimestamp();
    }
}
