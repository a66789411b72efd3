using DepGraph.Bolt;
using DepGraph.Storage.Neo4j;
using DepGraph.Storage.Tests.Contract;
using DepGraph.Storage.Tests.Sqlite;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Neo4j;

[Collection(Neo4jFixture.Collection)]
public sealed class FaultTests(Neo4jFixture fixture) : IAsyncLifetime
{
    private readonly Neo4jPlace _place = new(fixture);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _place.PrepareAsync(Cancel);

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public async Task A_user_whom_the_server_does_not_know_is_refused_without_telling_the_password()
    {
        var options = _place.Options;
        options.Username = "nobody";
        options.Password = "hunter2-hunter2";

        var message = await OpeningFailsAsync(StoreFailure.Unusable, options);

        message.ShouldContain("'nobody'");
        message.ShouldContain("Store:Password");
        message.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named()
    {
        var options = _place.Options;
        options.Database = "nosuch";

        var message = await OpeningFailsAsync(StoreFailure.Unusable, options);

        message.ShouldContain("'nosuch'");
        message.ShouldContain("Store:Database");
    }

    [Theory]
    [InlineData("neo4j://127.0.0.1:1")]
    [InlineData("bolt://127.0.0.1:1")]
    public async Task A_server_that_is_not_there_is_named_and_may_come_yet(string uri)
    {
        var options = _place.Options;
        options.Uri = uri;
        options.BusyTimeout = TimeSpan.Zero;

        (await OpeningFailsAsync(StoreFailure.Unavailable, options)).ShouldContain("127.0.0.1:1");
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_alone()
    {
        await _place.QueryAsync("CREATE (:Photo {id: 1})");

        (await OpeningFailsAsync(StoreFailure.Unusable)).ShouldContain("another program");

        (await _place.QueryAsync("MATCH (n) RETURN labels(n)[0]")).ShouldBe(["Photo"]);
    }

    [Fact]
    public async Task A_database_of_a_newer_build_is_refused()
    {
        await WithStoreAsync(_ => Task.CompletedTask);
        await _place.QueryAsync("MATCH (g:Graph) SET g.schema = 99");

        (await OpeningFailsAsync(StoreFailure.NewerVersion)).ShouldContain("99");
    }

    [Fact]
    public async Task A_record_that_is_damaged_is_not_held_until_it_is_written_anew_and_is_not_counted_twice()
    {
        var write = Write(Head("a", "1.0.0: b@1", "2.0.0: b@1"));
        await WithStoreAsync(store => store.CommitAsync([write], Cancel));
        await _place.QueryAsync("MATCH (h:Head) SET h.record = $bytes", new { bytes = new byte[] { 1, 1, 2, 3 } });

        await using var store = _place.Create();
        await store.OpenAsync(Cancel);
        (await store.LoadAsync(["a"], Cancel)).ShouldBe([null]);
        await store.CommitAsync([write with { FetchedAt = Noon.AddHours(1) }], Cancel);

        (await store.LoadAsync(["a"], Cancel))[0].ShouldNotBeNull().Head.ShouldNotBeNull().Latest.ShouldBe("2.0.0");
        var statistics = await store.GetStatisticsAsync(Cancel);
        (statistics.Packages, statistics.Versions, statistics.Dependencies).ShouldBe((1, 2, 2));
    }

    [Fact]
    public async Task Details_that_are_damaged_are_not_held_until_they_are_written_anew()
    {
        var packument = Full("a", "what it does", "1.0.0");
        var write = Write(packument.Head) with
        {
            Full = new DocumentAspect(null, null, Noon),
            Details = packument.Details,
        };
        await WithStoreAsync(store => store.CommitAsync([write], Cancel));
        await _place.QueryAsync("MATCH (d:Details) SET d.data = $bytes", new { bytes = new byte[] { 1, 2, 3 } });

        await using var store = _place.Create();
        await store.OpenAsync(Cancel);
        (await store.LoadDetailsAsync(["a"], Cancel)).ShouldBe([null]);
        (await store.LoadAsync(["a"], Cancel))[0].ShouldNotBeNull().Full.ShouldNotBeNull();
        await store.CommitAsync([write], Cancel);

        (await store.LoadDetailsAsync(["a"], Cancel))[0].ShouldNotBeNull().Description.ShouldBe("what it does");
    }

    [Fact]
    public async Task A_database_that_was_emptied_under_a_store_is_told_of_as_such()
    {
        await using var store = _place.Create(SqlitePlace.Suspended);
        await store.OpenAsync(Cancel);
        await _place.PrepareAsync(Cancel);

        (await FailureOfAsync(() => store.LoadAsync(["a"], Cancel).AsTask())).Failure.ShouldBe(StoreFailure.Corrupt);
        (await FailureOfAsync(() => store.CommitAsync([Write(Head("a", "1.0.0"))], Cancel))).Failure.ShouldBe(
            StoreFailure.Corrupt
        );
        (await store.PingAsync(Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_process_that_hangs_in_the_middle_of_a_commit_holds_up_commits_and_nothing_else()
    {
        await using var store = _place.Create(SqlitePlace.Suspended);
        await store.OpenAsync(Cancel);
        var options = _place.Options;
        options.TransactionTimeout = TimeSpan.FromSeconds(2);
        await using var hasty = _place.Create(SqlitePlace.Suspended, options);
        await OpenAtLastAsync(hasty);
        await using (var other = Connect())
        {
            await using var session = other.AsyncSession();
            await using var hanging = await session.BeginTransactionAsync(cancellationToken: Cancel);
            const string locking = "MATCH (g:Graph) SET g.lock = true";
            await (await hanging.RunAsync(locking, cancellationToken: Cancel)).ConsumeAsync(Cancel);

            var failure = await FailureOfAsync(() => hasty.CommitAsync([Write(Head("a", "1.0.0"))], Cancel));

            (failure.Failure, failure.IsTransient).ShouldBe((StoreFailure.Busy, true));
            failure.Message.ShouldContain("Store:TransactionTimeout");
            (await store.LoadAsync(["a"], Cancel)).ShouldBe([null]);
            (await store.PingAsync(Cancel)).ShouldBeTrue();
            await hanging.RollbackAsync(Cancel);
        }

        (await store.CommitAsync([Write(Head("a", "1.0.0"))], Cancel))[0].Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task A_missing_package_that_becomes_mentioned_while_it_is_forgotten_stays_as_a_name()
    {
        await using var store = _place.Create(SqlitePlace.Suspended);
        await store.OpenAsync(Cancel);
        await store.CommitAsync([Missing("gone")], Cancel);
        Task<int> forgetting;
        await using (var other = Connect())
        {
            await using var session = other.AsyncSession();
            await using var mentioning = await session.BeginTransactionAsync(cancellationToken: Cancel);
            const string mention = "MATCH (p:Package {name: 'gone'}) CREATE (:Version {purl: 'x'})-[:DEPENDS_ON]->(p)";
            await (await mentioning.RunAsync(mention, cancellationToken: Cancel)).ConsumeAsync(Cancel);
            forgetting = store.ForgetMissingAsync(Noon.AddHours(1), 10, Cancel);
            await mentioning.CommitAsync(Cancel);
        }

        (await forgetting).ShouldBe(1);
        (await _place.QueryAsync("MATCH (p:Package)<-[:DEPENDS_ON]-(v) RETURN p.name, p.state, v.purl")).ShouldBe([
            "gone NAMED x",
        ]);
    }

    [Fact]
    public async Task A_name_that_no_index_holds_is_refused_alone()
    {
        var name = new string('n', IndexKey.MaxLength + 1);
        await using var store = _place.Create();
        await store.OpenAsync(Cancel);

        var refusal = await Should.ThrowAsync<ArgumentException>(() =>
            store.CommitAsync([Write(Head("a", "1.0.0")), Missing(name)], Cancel)
        );

        refusal.Message.ShouldContain("longer than");
        (await store.LoadAsync(["a", name], Cancel)).ShouldBe([null, null]);
    }

    [Fact]
    public async Task Names_ranges_and_versions_of_any_length_do_not_stop_a_commit()
    {
        var long_ = new string('x', 20_000);
        var head = JsonHead(
            $$"""
            { "name": "a", "dist-tags": { "latest": "1.0.0" }, "versions": {
              "{{long_}}": { "version": "{{long_}}", "dependencies": { "b": "1" } },
              "1.0.0": { "version": "1.0.0", "dependencies": { "{{long_}}": "1", "b": "{{long_}}", "c": "git+{{long_}}" } }
            } }
            """
        );
        await WithStoreAsync(async store =>
        {
            await store.CommitAsync([Write(head)], Cancel);
            while ((await store.GetStatisticsAsync(Cancel)).PendingPackages > 0)
                await Task.Delay(20, Cancel);
            (await store.LoadAsync(["a"], Cancel))[0]!.Head!.Count.ShouldBe(2);
        });

        (await _place.QueryAsync("MATCH (v:Version) RETURN v.version")).ShouldBe(["1.0.0"]);
        (
            await _place.QueryAsync(
                """
                MATCH (:Version)-[d:DEPENDS_ON]->(t)
                RETURN size(coalesce(d.alias, t.name)) AS name, size(d.range) AS range, t.type
                ORDER BY name, range
                """
            )
        ).ShouldBe(["1 20000 ", "1 20004 INVALID", "20000 1 INVALID"]);
    }

    /// <summary>On a machine under load even opening may take longer than a hasty store allows.</summary>
    private static async Task OpenAtLastAsync(IGraphStore store)
    {
        while (true)
        {
            try
            {
                await store.OpenAsync(Cancel);
                return;
            }
            catch (StoreException failure) when (failure.Failure == StoreFailure.Busy)
            {
                await Task.Delay(20, Cancel);
            }
        }
    }

    /// <summary>As another process.</summary>
    private IDriver Connect() =>
        GraphDatabase.Driver(_place.Server.Uri, AuthTokens.Basic(_place.Server.User, _place.Server.Password));

    private async Task WithStoreAsync(Func<IGraphStore, Task> use)
    {
        await using var store = _place.Create();
        await store.OpenAsync(Cancel);
        await use(store);
    }

    private static Task<StoreException> FailureOfAsync(Func<Task> call) => Should.ThrowAsync<StoreException>(call);

    private async Task<string> OpeningFailsAsync(StoreFailure failure, StoreOptions? options = null)
    {
        await using var store = _place.Create(SqlitePlace.PaceOf(ProjectionSpeed.Hurried), options);
        var exception = await FailureOfAsync(() => store.OpenAsync(Cancel));
        exception.Failure.ShouldBe(failure, exception.Message);
        return exception.Message;
    }
}
