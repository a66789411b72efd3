using DepGraph.Bolt.Tests.Fakes;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.Internal.Routing;

public sealed class RoutingTests
{
    [Fact]
    public async Task Writing_goes_to_the_leader_and_reading_to_the_readers_in_turn()
    {
        await using var cluster = new ScriptedCluster(4) { Table = _ => new ScriptedTable([0], [1, 2], [3]) };
        await using var driver = cluster.Driver();
        (await WriteAsync(driver)).ShouldBe(3);
        var readers = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            readers.Add(await ReadAsync(driver));
        }

        readers.Order().ShouldBe([1, 1, 2, 2]);
        cluster.Count("ROUTE").ShouldBe(1);
    }

    [Fact]
    public async Task A_session_reads_and_writes_where_its_transactions_belong()
    {
        await using var cluster = new ScriptedCluster(3) { Table = _ => new ScriptedTable([0], [1], [2]) };
        await using var driver = cluster.Driver();
        await using var session = driver.AsyncSession(config => config.WithDatabase("neo4j"));
        (await session.ExecuteReadAsync(tx => NumberAsync(tx)).InTime()).ShouldBe(1);
        (await session.ExecuteWriteAsync(tx => NumberAsync(tx)).InTime()).ShouldBe(2);
    }

    [Fact]
    public async Task ROUTE_tells_context_bookmarks_database_and_user()
    {
        await using var cluster = new ScriptedCluster(1);
        await using var driver = GraphDatabase.Driver($"{cluster.Uri}?region=eu");
        await using var session = driver.AsyncSession(config =>
            config.WithDatabase("movies").WithImpersonatedUser("jane").WithBookmarks(Bookmarks.From("b7"))
        );
        await session.ExecuteReadAsync(tx => NumberAsync(tx)).InTime();
        var route = cluster.Requests.Single(entry => entry.Request.Name == "ROUTE").Request;
        route.Map(0)["region"].ShouldBe("eu");
        route.Map(0)["address"].ShouldBe(cluster.AddressOf(0).ToString());
        route.Fields[1].As<string[]>().ShouldBe(["b7"]);
        route.Map(2)["db"].ShouldBe("movies");
        route.Map(2)["imp_user"].ShouldBe("jane");
    }

    [Theory]
    [InlineData("Neo.ClientError.Cluster.NotALeader")]
    [InlineData("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase")]
    public async Task A_leader_that_leads_no_more_is_forgotten_and_the_work_done_at_the_new_one(string code)
    {
        var leader = 1;
        await using var cluster = new ScriptedCluster(3) { Table = _ => new ScriptedTable([0], [0], [leader]) };
        cluster.Hook = async (member, peer, request) =>
        {
            if (request.Name == "RUN" && member == 1)
            {
                leader = 2;
                await peer.FailureAsync(code, "Not me.");
                await peer.ExpectAsync("PULL");
                await peer.IgnoredAsync();
                return true;
            }

            return false;
        };
        await using var driver = cluster.Driver();
        await using var session = driver.AsyncSession(config => config.WithDatabase("neo4j"));
        (await session.ExecuteWriteAsync(tx => NumberAsync(tx)).InTime()).ShouldBe(2);
        cluster.Count("ROUTE").ShouldBe(2);
    }

    [Fact]
    public async Task Outside_of_a_managed_transaction_a_lost_leader_is_a_retriable_error()
    {
        await using var cluster = new ScriptedCluster(1)
        {
            Hook = async (_, peer, request) =>
            {
                if (request.Name != "RUN")
                {
                    return false;
                }

                await peer.FailureAsync("Neo.ClientError.Cluster.NotALeader", "Not me.");
                await peer.ExpectAsync("PULL");
                await peer.IgnoredAsync();
                return true;
            },
        };
        await using var driver = cluster.Driver();
        await using var session = driver.AsyncSession(config => config.WithDatabase("neo4j"));
        var error = await Should.ThrowAsync<SessionExpiredException>(session.RunAsync("CREATE ()").InTime());
        error.Code.ShouldBe("Neo.ClientError.Cluster.NotALeader");
        error.IsRetriable.ShouldBeTrue();
    }

    [Fact]
    public async Task A_reader_that_cannot_be_reached_is_left_out()
    {
        await using var cluster = new ScriptedCluster(3) { Table = _ => new ScriptedTable([0], [1, 2], [0]) };
        cluster.Kill(1);
        await using var driver = cluster.Driver();
        for (var i = 0; i < 4; i++)
        {
            (await ReadAsync(driver)).ShouldBe(2);
        }

        cluster.Count("ROUTE").ShouldBe(1);
    }

    [Fact]
    public async Task Reading_that_a_dying_reader_leaves_unanswered_is_done_at_another()
    {
        await using var cluster = new ScriptedCluster(3) { Table = _ => new ScriptedTable([0], [1, 2], [0]) };
        cluster.Hook = (member, _, request) =>
        {
            if (request.Name == "RUN" && member == 1)
            {
                cluster.Kill(1);
                return Task.FromResult(true);
            }

            return Task.FromResult(false);
        };
        await using var driver = cluster.Driver();
        for (var i = 0; i < 4; i++)
        {
            (await ReadAsync(driver)).ShouldBe(2);
        }
    }

    [Fact]
    public async Task When_all_readers_are_gone_the_error_says_who_was_tried_and_can_be_retried()
    {
        await using var cluster = new ScriptedCluster(3) { Table = _ => new ScriptedTable([0], [1, 2], [0]) };
        cluster.Kill(1);
        cluster.Kill(2);
        await using var driver = cluster.Driver(config => config.WithMaxTransactionRetryTime(TimeSpan.Zero));
        var error = await Should.ThrowAsync<SessionExpiredException>(ReadAsync(driver));
        error.Message.ShouldContain(cluster.AddressOf(1).ToString());
        error.Message.ShouldContain(cluster.AddressOf(2).ToString());
        error.IsRetriable.ShouldBeTrue();
    }

    [Fact]
    public async Task A_table_holds_for_its_time_to_live()
    {
        var time = new ManualTime();
        var reader = 0;
        await using var cluster = new ScriptedCluster(2)
        {
            Table = _ => new ScriptedTable([0], [reader], [0], Ttl: 60),
        };
        await using var driver = cluster.Driver(config => config.WithClock(time));
        (await ReadAsync(driver)).ShouldBe(0);
        reader = 1;
        time.Advance(TimeSpan.FromSeconds(59));
        (await ReadAsync(driver)).ShouldBe(0);
        time.Advance(TimeSpan.FromSeconds(1));
        (await ReadAsync(driver)).ShouldBe(1);
        cluster.Count("ROUTE").ShouldBe(2);
    }

    [Fact]
    public async Task A_table_without_readers_or_routers_is_none_and_the_next_router_is_asked()
    {
        await using var cluster = new ScriptedCluster(3);
        cluster.Hook = async (member, peer, request) =>
        {
            if (request.Name != "ROUTE" || member == 2)
            {
                return false;
            }

            var empty = new Dictionary<string, object?>
            {
                ["ttl"] = 300,
                ["db"] = "neo4j",
                ["servers"] = Array.Empty<object>(),
            };
            await peer.SuccessAsync(("rt", empty));
            return true;
        };
        await using var driver = cluster.Driver(config => config.WithResolver(new Addresses(cluster, 0, 1, 2)));
        (await ReadAsync(driver)).ShouldBe(0);
        cluster
            .Requests.Where(entry => entry.Request.Name == "ROUTE")
            .Select(entry => entry.Member)
            .ShouldBe([0, 1, 2]);
    }

    [Fact]
    public async Task While_nobody_leads_writing_waits_and_reading_goes_on()
    {
        var time = new ManualTime();
        int[] writers = [];
        await using var cluster = new ScriptedCluster(1) { Table = _ => new ScriptedTable([0], [0], writers) };
        await using var driver = cluster.Driver(config =>
            config.WithClock(time).WithConnectionTimeout(Timeout.InfiniteTimeSpan)
        );
        (await ReadAsync(driver)).ShouldBe(0);
        var writing = WriteAsync(driver);
        await Limits.UntilAsync(() => cluster.Count("ROUTE") > 1);
        writing.IsCompleted.ShouldBeFalse();
        writers = [0];
        await time.AdvanceUntilEndAsync(writing, TimeSpan.FromMilliseconds(50));
        (await writing).ShouldBe(0);
    }

    [Fact]
    public async Task When_a_router_is_gone_another_one_of_the_last_table_is_asked()
    {
        var time = new ManualTime();
        await using var cluster = new ScriptedCluster(2) { Table = _ => new ScriptedTable([0, 1], [1], [1], Ttl: 60) };
        await using var driver = cluster.Driver(config => config.WithClock(time));
        (await ReadAsync(driver)).ShouldBe(1);
        cluster.Kill(0);
        time.Advance(TimeSpan.FromSeconds(60));
        (await ReadAsync(driver)).ShouldBe(1);
    }

    [Fact]
    public async Task When_no_router_answers_the_error_names_them_all()
    {
        await using var cluster = new ScriptedCluster(2);
        await using var driver = cluster.Driver(config =>
            config.WithMaxTransactionRetryTime(TimeSpan.Zero).WithResolver(new Addresses(cluster, 0, 1))
        );
        cluster.Kill(0);
        cluster.Kill(1);
        var error = await Should.ThrowAsync<ServiceUnavailableException>(ReadAsync(driver));
        error.Message.ShouldContain(cluster.AddressOf(0).ToString());
        error.Message.ShouldContain(cluster.AddressOf(1).ToString());
    }

    [Fact]
    public async Task Many_who_need_a_table_at_once_cause_one_ROUTE()
    {
        await using var cluster = new ScriptedCluster(1);
        await using var driver = cluster.Driver();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => ReadAsync(driver)));
        cluster.Count("ROUTE").ShouldBe(1);
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_a_table_does_not_end_it_for_others()
    {
        var answer = new TaskCompletionSource();
        await using var cluster = new ScriptedCluster(1)
        {
            Hook = async (_, _, request) =>
            {
                if (request.Name == "ROUTE")
                {
                    await answer.Task;
                }

                return false;
            },
        };
        await using var driver = cluster.Driver();
        using var cancellation = new CancellationTokenSource();
        var givesUp = Query(driver).ExecuteAsync(cancellation.Token);
        await Limits.UntilAsync(() => cluster.Count("ROUTE") == 1);
        var stays = ReadAsync(driver);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(givesUp.InTime());
        answer.SetResult();
        (await stays).ShouldBe(0);
        cluster.Count("ROUTE").ShouldBe(1);
    }

    [Fact]
    public async Task Each_database_has_a_table_of_its_own()
    {
        await using var cluster = new ScriptedCluster(3)
        {
            Table = database => new ScriptedTable([0], [database == "a" ? 1 : 2], [0], Database: database ?? "neo4j"),
        };
        await using var driver = cluster.Driver();
        (await ReadAsync(driver, "a")).ShouldBe(1);
        (await ReadAsync(driver, "b")).ShouldBe(2);
        (await ReadAsync(driver, "A")).ShouldBe(1);
        cluster.Count("ROUTE").ShouldBe(2);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_an_error_at_once()
    {
        await using var cluster = new ScriptedCluster(2);
        cluster.Hook = async (_, peer, request) =>
        {
            if (request.Name == "ROUTE")
            {
                await peer.FailureAsync("Neo.ClientError.Database.DatabaseNotFound", "No database nope.");
            }

            return request.Name == "ROUTE";
        };
        await using var driver = cluster.Driver(config => config.WithResolver(new Addresses(cluster, 0, 1)));
        var error = await Should.ThrowAsync<FatalDiscoveryException>(ReadAsync(driver, "nope"));
        error.Code.ShouldBe("Neo.ClientError.Database.DatabaseNotFound");
        cluster.Count("ROUTE").ShouldBe(1);
    }

    [Fact]
    public async Task A_server_where_the_database_is_unavailable_is_left_out_for_that_database()
    {
        await using var cluster = new ScriptedCluster(3) { Table = _ => new ScriptedTable([0], [1, 2], [0]) };
        cluster.Hook = async (member, peer, request) =>
        {
            if (member != 1 || request.Name != "RUN")
            {
                return false;
            }

            await peer.FailureAsync("Neo.TransientError.General.DatabaseUnavailable", "Starting.");
            await peer.ExpectAsync("PULL");
            await peer.IgnoredAsync();
            return true;
        };
        await using var driver = cluster.Driver();
        for (var i = 0; i < 4; i++)
        {
            (await ReadAsync(driver)).ShouldBe(2);
        }

        cluster.Requests.Count(entry => entry is { Member: 1, Request.Name: "RUN" }).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task Connections_to_servers_that_left_the_cluster_are_closed()
    {
        var time = new ManualTime();
        var reader = 1;
        await using var cluster = new ScriptedCluster(3)
        {
            Table = _ => new ScriptedTable([0], [reader], [0], Ttl: 60),
        };
        await using var driver = cluster.Driver(config => config.WithClock(time));
        (await ReadAsync(driver)).ShouldBe(1);
        reader = 2;
        time.Advance(TimeSpan.FromSeconds(60));
        (await ReadAsync(driver)).ShouldBe(2);
        await Limits.UntilAsync(() => cluster.Requests.Any(entry => entry is { Member: 1, Request.Name: "GOODBYE" }));
    }

    [Fact]
    public async Task After_the_authorization_expired_other_connections_are_made()
    {
        var expired = false;
        await using var cluster = new ScriptedCluster(1);
        cluster.Hook = async (_, peer, request) =>
        {
            if (expired || request.Name != "RUN")
            {
                return false;
            }

            expired = true;
            await peer.FailureAsync("Neo.ClientError.Security.AuthorizationExpired", "Who are you again?");
            await peer.ExpectAsync("PULL");
            await peer.IgnoredAsync();
            return true;
        };
        await using var driver = cluster.Driver();
        (await ReadAsync(driver)).ShouldBe(0);
        cluster.ConnectionsOf(0).ShouldBe(2);
    }

    [Fact]
    public async Task The_home_database_is_asked_for_once_a_session_and_named_from_then_on()
    {
        await using var cluster = new ScriptedCluster(1)
        {
            Table = _ => new ScriptedTable([0], [0], [0], Database: "home"),
        };
        await using var driver = cluster.Driver();
        for (var i = 0; i < 2; i++)
        {
            await using var session = driver.AsyncSession();
            await session.ExecuteReadAsync(tx => NumberAsync(tx)).InTime();
            await session.ExecuteReadAsync(tx => NumberAsync(tx)).InTime();
        }

        cluster.Count("ROUTE").ShouldBe(2);
        cluster
            .Requests.Where(entry => entry.Request.Name == "BEGIN")
            .ShouldAllBe(entry => (string?)entry.Request.Map(0)["db"] == "home");
    }

    [Fact]
    public async Task Where_servers_route_themselves_the_last_home_database_is_a_guess_and_never_named()
    {
        await using var cluster = new ScriptedCluster(1, routesItself: true);
        await using var driver = cluster.Driver();
        (await ReadAsync(driver, null)).ShouldBe(0);
        (await ReadAsync(driver, null)).ShouldBe(0);
        (await ReadAsync(driver, null)).ShouldBe(0);
        cluster.Count("ROUTE").ShouldBe(1);
        cluster
            .Requests.Where(entry => entry.Request.Name == "RUN")
            .Skip(1)
            .ShouldAllBe(entry => !entry.Request.Map(2).ContainsKey("db"));
    }

    [Fact]
    public async Task A_guess_that_names_a_database_that_is_gone_is_forgotten()
    {
        var home = "old";
        await using var cluster = new ScriptedCluster(1, routesItself: true)
        {
            Table = _ => new ScriptedTable([0], [0], [0], Ttl: 0, Database: home),
        };
        cluster.Hook = async (_, peer, request) =>
        {
            if (request.Name == "PULL")
            {
                await peer.SendAsync(ScriptedPeer.Record(0), ScriptedPeer.Success(("db", home)));
                return true;
            }

            if (
                request.Name != "ROUTE"
                || (string?)request.Map(2).GetValueOrDefault("db") is not "old"
                || home == "old"
            )
            {
                return false;
            }

            await peer.FailureAsync("Neo.ClientError.Database.DatabaseNotFound", "No database old.");
            return true;
        };
        await using var driver = cluster.Driver();
        (await ReadAsync(driver, null)).ShouldBe(0);
        home = "new";
        (await ReadAsync(driver, null)).ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_equal_servers_the_one_with_fewer_connections_in_use_is_taken()
    {
        await using var cluster = new ScriptedCluster(3) { Table = _ => new ScriptedTable([0], [1, 2], [0]) };
        await using var driver = cluster.Driver();
        await using var busy = driver.AsyncSession(config =>
            config.WithDatabase("neo4j").WithDefaultAccessMode(AccessMode.Read)
        );
        await using var transaction = await busy.BeginTransactionAsync().InTime();
        var taken = await NumberAsync(transaction);
        for (var i = 0; i < 4; i++)
        {
            (await ReadAsync(driver)).ShouldBe(3 - taken);
        }
    }

    private static IExecutableQuery<IRecord> Query(IDriver driver, string? database = "neo4j") =>
        driver.ExecutableQuery("RETURN 1").WithConfig(new(Database: database, Routing: RoutingControl.Readers));

    private static async Task<int> ReadAsync(IDriver driver, string? database = "neo4j") =>
        (await Query(driver, database).ExecuteAsync().InTime()).Result.Single().Get<int>("x");

    private static async Task<int> WriteAsync(IDriver driver) =>
        (await driver.ExecutableQuery("CREATE ()").WithConfig(new(Database: "neo4j")).ExecuteAsync().InTime())
            .Result.Single()
            .Get<int>("x");

    private static async Task<int> NumberAsync(IAsyncQueryRunner runner) =>
        (await (await runner.RunAsync("RETURN 1")).SingleAsync()).Get<int>("x");

    private sealed class Addresses(ScriptedCluster cluster, params int[] members) : IServerAddressResolver
    {
        public IReadOnlyList<ServerAddress> Resolve(ServerAddress address)
        {
            address.ShouldBe(cluster.AddressOf(0));
            return [.. members.Select(cluster.AddressOf)];
        }
    }
}
