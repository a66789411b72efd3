using DepGraph.Bolt.Tests.Fakes;

namespace DepGraph.Bolt.Tests.RealServer;

public sealed class TransactionTests(Neo4jFixture neo4j)
{
    [Fact]
    public async Task What_was_committed_is_there_and_what_was_rolled_back_is_not()
    {
        await using var driver = await neo4j.DriverAsync();
        await using var session = driver.AsyncSession();
        var name = $"{Guid.NewGuid()}";
        foreach (var isCommitted in (bool[])[true, false])
        {
            await using var transaction = await session.BeginTransactionAsync();
            await (
                await transaction.RunAsync("CREATE (:Tx {name: $name, kept: $isCommitted})", new { name, isCommitted })
            ).ConsumeAsync();
            await (isCommitted ? transaction.CommitAsync() : transaction.RollbackAsync());
        }

        (await KeptAsync(session, name)).ShouldBe([true]);
    }

    [Fact]
    public async Task Several_results_of_a_transaction_are_open_at_once()
    {
        await using var driver = await neo4j.DriverAsync();
        await using var session = driver.AsyncSession(config => config.WithFetchSize(3));
        await using var transaction = await session.BeginTransactionAsync();
        var one = await transaction.RunAsync("UNWIND range(1, 20) AS x RETURN x");
        var two = await transaction.RunAsync("UNWIND range(21, 40) AS x RETURN x");
        var seen = new List<long>();
        while (await one.FetchAsync() && await two.FetchAsync())
        {
            seen.Add(one.Current.Get<long>("x"));
            seen.Add(two.Current.Get<long>("x"));
        }

        seen.Order().ShouldBe(Enumerable.Range(1, 40).Select(x => (long)x));
        await transaction.CommitAsync();
    }

    [Fact]
    public async Task A_commit_with_results_left_open_is_a_commit()
    {
        await using var driver = await neo4j.DriverAsync();
        await using var session = driver.AsyncSession(config => config.WithFetchSize(2));
        var name = $"{Guid.NewGuid()}";
        await using (var transaction = await session.BeginTransactionAsync())
        {
            await transaction.RunAsync("UNWIND range(1, 20) AS x RETURN x");
            await transaction.RunAsync(
                "UNWIND range(1, 5) AS x CREATE (n:Tx {name: $name, kept: true}) RETURN n",
                new { name }
            );
            await transaction.CommitAsync();
        }

        (await KeptAsync(session, name)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_violated_constraint_is_a_client_error_with_its_code()
    {
        await using var driver = await neo4j.DriverAsync();
        await driver
            .ExecutableQuery("CREATE CONSTRAINT IF NOT EXISTS FOR (n:Once) REQUIRE n.name IS UNIQUE")
            .ExecuteAsync();
        var create = driver
            .ExecutableQuery("CREATE (:Once {name: $name})")
            .WithParameters(new { name = Guid.NewGuid().ToString() });
        await create.ExecuteAsync();
        var error = await Should.ThrowAsync<ClientException>(create.ExecuteAsync());
        error.Code.ShouldBe("Neo.ClientError.Schema.ConstraintValidationFailed");
        error.GqlStatus.ShouldNotBeNull();
        error.IsRetriable.ShouldBeFalse();
    }

    [Fact]
    public async Task A_deadlock_is_retried_until_both_have_done_their_work()
    {
        // However long a slow machine takes until there is one.
        await using var driver = await neo4j.DriverAsync(config =>
            config.WithMaxTransactionRetryTime(TimeSpan.FromHours(1))
        );
        var name = $"{Guid.NewGuid()}";
        await driver
            .ExecutableQuery("UNWIND [1, 2] AS i CREATE (:Lock {name: $name, i: i, n: 0})")
            .WithParameters(new { name })
            .ExecuteAsync();
        using var bothHaveTheirFirst = new Barrier(2);
        var works = 0;

        async Task IncreaseAsync(int first, int second)
        {
            await using var session = driver.AsyncSession();
            var isFirstTry = true;
            await session.ExecuteWriteAsync(async tx =>
            {
                Interlocked.Increment(ref works);
                await AddAsync(tx, first);
                if (isFirstTry)
                {
                    isFirstTry = false;
                    await Task.Run(() => bothHaveTheirFirst.SignalAndWait(TimeSpan.FromMinutes(2)).ShouldBeTrue());
                }

                await AddAsync(tx, second);
            });
        }

        async Task AddAsync(IAsyncQueryRunner tx, int i) =>
            await (
                await tx.RunAsync("MATCH (l:Lock {name: $name, i: $i}) SET l.n = l.n + 1", new { name, i })
            ).ConsumeAsync();

        await Task.WhenAll(IncreaseAsync(1, 2), IncreaseAsync(2, 1)).InTime();
        works.ShouldBeGreaterThanOrEqualTo(3);
        var sums = await driver
            .ExecutableQuery("MATCH (l:Lock {name: $name}) RETURN l.n AS n")
            .WithParameters(new { name })
            .ExecuteAsync();
        sums.Result.Select(record => record["n"]).ShouldBe([2L, 2L]);
    }

    [Fact]
    public async Task A_session_elsewhere_sees_what_it_has_the_bookmark_of()
    {
        await using var driver = await neo4j.DriverAsync();
        var name = $"{Guid.NewGuid()}";
        await using var writer = driver.AsyncSession();
        await writer.ExecuteWriteAsync(async tx =>
            await (await tx.RunAsync("CREATE (:Tx {name: $name, kept: true})", new { name })).ConsumeAsync()
        );
        writer.LastBookmarks.Values.ShouldNotBeEmpty();
        await using var reader = driver.AsyncSession(config => config.WithBookmarks(writer.LastBookmarks));
        (await KeptAsync(reader, name)).ShouldBe([true]);
    }

    [Fact]
    public async Task A_bookmark_that_is_none_is_a_client_error()
    {
        await using var driver = await neo4j.DriverAsync();
        await using var session = driver.AsyncSession(config => config.WithBookmarks(Bookmarks.From("nonsense")));
        await Should.ThrowAsync<ClientException>(session.RunAsync("RETURN 1"));
    }

    [Fact]
    public async Task A_transaction_that_takes_longer_than_its_timeout_is_ended_by_the_server()
    {
        await using var driver = await neo4j.DriverAsync();
        await using var session = driver.AsyncSession();
        var endless = session.ExecuteReadAsync(
            async tx =>
                await (
                    await tx.RunAsync("UNWIND range(1, 10000000000) AS x WITH x WHERE x < 0 RETURN count(x)")
                ).ConsumeAsync(),
            config => config.WithTimeout(TimeSpan.FromMilliseconds(100))
        );
        (await Should.ThrowAsync<ClientException>(endless.InTime())).Code.ShouldStartWith(
            "Neo.ClientError.Transaction.TransactionTimedOut"
        );
        (await (await session.RunAsync("RETURN 1 AS x")).SingleAsync())["x"].ShouldBe(1L);
    }

    [Fact]
    public async Task Reading_refuses_to_write()
    {
        await using var driver = await neo4j.DriverAsync();
        var write = driver.ExecutableQuery("CREATE ()").WithConfig(new(Routing: RoutingControl.Readers));
        (await Should.ThrowAsync<ClientException>(write.ExecuteAsync())).Code.ShouldBe(
            "Neo.ClientError.Statement.AccessMode"
        );
    }

    [Fact]
    public async Task A_hundred_sessions_share_ten_connections()
    {
        await using var driver = await neo4j.DriverAsync(config => config.WithMaxConnectionPoolSize(10));
        var sums = await Task.WhenAll(
                Enumerable
                    .Range(0, 100)
                    .Select(async i =>
                    {
                        await using var session = driver.AsyncSession();
                        var sum = 0L;
                        for (var j = 0; j < 5; j++)
                        {
                            sum += await session.ExecuteReadAsync(async tx =>
                                (
                                    await (await tx.RunAsync("RETURN $i + $j AS x", new { i, j })).SingleAsync()
                                ).Get<long>("x")
                            );
                        }

                        return sum;
                    })
            )
            .InTime();
        sums.ShouldBe(Enumerable.Range(0, 100).Select(i => (5L * i) + 10));
    }

    private static async Task<List<bool>> KeptAsync(IAsyncSession session, string name) =>
        await session.ExecuteReadAsync(async tx =>
        {
            var cursor = await tx.RunAsync("MATCH (n:Tx {name: $name}) RETURN n.kept AS kept", new { name });
            return (await cursor.ToListAsync()).ConvertAll(record => record.Get<bool>("kept"));
        });
}
