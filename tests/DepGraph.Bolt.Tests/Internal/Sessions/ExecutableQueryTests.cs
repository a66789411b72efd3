using DepGraph.Bolt.PackStream;
using DepGraph.Bolt.Tests.Fakes;

namespace DepGraph.Bolt.Tests.Internal.Sessions;

public sealed class ExecutableQueryTests
{
    [Fact]
    public async Task A_reading_query_is_an_auto_commit_in_one_flush()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            var (run, pull) = (await peer.ExpectAsync("RUN"), await peer.ExpectAsync("PULL"));
            run.Map(2)["mode"].ShouldBe("r");
            run.Map(2)["db"].ShouldBe("movies");
            run.Map(1)["name"].ShouldBe("Tom");
            pull.Map(0)["n"].ShouldBe(Config.FetchAll);
            await peer.SendAsync(
                ScriptedPeer.Success(("fields", new[] { "x" })),
                ScriptedPeer.Record("a"),
                ScriptedPeer.Success(("type", "r"))
            );
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        var result = await driver
            .ExecutableQuery("RETURN $name AS x")
            .WithParameters(new { name = "Tom" })
            .WithConfig(new(Database: "movies", Routing: RoutingControl.Readers))
            .ExecuteAsync()
            .InTime();
        result.Result.ShouldHaveSingleItem()["x"].ShouldBe("a");
        result.Keys.ShouldBe(["x"]);
        result.Summary.Query.Text.ShouldBe("RETURN $name AS x");
        result.Summary.Server.Address.ShouldBe(server.Address.ToString());
    }

    [Fact]
    public async Task A_writing_query_is_sent_whole_from_BEGIN_to_COMMIT_in_one_flush()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("BEGIN", "RUN", "PULL", "COMMIT");
            await peer.SendAsync(
                ScriptedPeer.Success(),
                ScriptedPeer.Success(("fields", new[] { "x" }), ("qid", 0)),
                ScriptedPeer.Record(1L),
                ScriptedPeer.Success(("type", "rw")),
                ScriptedPeer.Success(("bookmark", "b1"))
            );
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        var result = await driver
            .ExecutableQuery("CREATE ()")
            .WithRows((ref PackStreamReader fields) => fields.ReadInteger())
            .ExecuteAsync()
            .InTime();
        result.Result.ShouldBe([1]);
        (await driver.ExecutableQueryBookmarkManager.GetBookmarksAsync()).ShouldBe(["b1"]);
    }

    [Fact]
    public async Task Queries_of_a_driver_are_chained_unless_told_otherwise()
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync);
        await using var driver = GraphDatabase.Driver(server.Uri);
        var query = driver.ExecutableQuery("RETURN 1");
        await query.ExecuteAsync().InTime();
        await query.ExecuteAsync().InTime();
        await query.WithConfig(new(EnableBookmarkManager: false)).ExecuteAsync().InTime();
        await query
            .WithConfig(new(BookmarkManager: GraphDatabase.BookmarkManager(Bookmarks.From("own"))))
            .ExecuteAsync()
            .InTime();
        server
            .Requests.Where(request => request.Name == "BEGIN")
            .Select(request => request.Map(0).GetValueOrDefault("bookmarks").As<string[]?>() ?? [])
            .ShouldBe([
                [],
                ["b1"],
                [],
                ["own"],
            ]);
    }

    [Theory]
    [InlineData(RoutingControl.Readers)]
    [InlineData(RoutingControl.Writers)]
    public async Task A_transient_failure_is_retried_with_the_same_parameters(RoutingControl routing)
    {
        var failed = false;
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await ScriptedAnswers.ServeRequestsAsync(
                peer,
                async request =>
                {
                    if (request.Name == "RUN" && !failed)
                    {
                        failed = true;
                        await peer.FailureAsync("Neo.TransientError.Transaction.DeadlockDetected", "Again.");
                        while ((await peer.ReadAsync())!.Name != "RESET")
                        {
                            await peer.IgnoredAsync();
                        }

                        await peer.SuccessAsync();
                        return true;
                    }

                    return false;
                }
            );
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        var query = driver.ExecutableQuery("RETURN $x").WithParameters(new { x = 5 }).WithConfig(new(Routing: routing));
        (await query.ExecuteAsync().InTime()).Result.Count.ShouldBe(1);
        server
            .Requests.Where(request => request.Name == "RUN")
            .Select(request => request.Map(1)["x"])
            .ShouldBe([5L, 5L]);
    }

    [Fact]
    public async Task A_reading_query_survives_the_loss_of_its_connection()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            if (peer.Number == 1)
            {
                await peer.ExpectAsync("RUN", "PULL");
                peer.Break();
                return;
            }

            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        var query = driver.ExecutableQuery("RETURN 1").WithConfig(new(Routing: RoutingControl.Readers));
        (await query.ExecuteAsync().InTime()).Result.Single()["x"].ShouldBe(2L);
    }

    [Fact]
    public async Task A_writing_query_whose_connection_is_lost_is_of_unknown_outcome_and_not_retried()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("BEGIN", "RUN", "PULL", "COMMIT");
            peer.Break();
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        var error = await Should.ThrowAsync<IncompleteCommitException>(
            driver.ExecutableQuery("CREATE ()").ExecuteAsync().InTime()
        );
        error.IsRetriable.ShouldBeFalse();
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_writing_query_that_fails_before_its_connection_is_lost_is_known_to_have_failed()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("BEGIN", "RUN", "PULL", "COMMIT");
            await peer.SuccessAsync();
            await peer.FailureAsync("Neo.ClientError.Schema.ConstraintValidationFailed", "Twice.");
            await peer.CloseAsync();
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        var error = await Should.ThrowAsync<ClientException>(
            driver.ExecutableQuery("CREATE ()").ExecuteAsync().InTime()
        );
        error.Code.ShouldBe("Neo.ClientError.Schema.ConstraintValidationFailed");
    }

    [Fact]
    public async Task A_query_is_immutable_and_can_run_many_times_at_once()
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync);
        await using var driver = GraphDatabase.Driver(server.Uri, null, config => config.WithMaxConnectionPoolSize(5));
        var plain = driver.ExecutableQuery("RETURN 1").WithConfig(new(Routing: RoutingControl.Readers));
        var withParameters = plain.WithParameters(new { a = 1 });
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => plain.ExecuteAsync())).InTime();
        server.Requests.Where(request => request.Name == "RUN").ShouldAllBe(run => run.Map(1).Count == 0);
        server.Connections.ShouldBeLessThanOrEqualTo(5);
        await withParameters.ExecuteAsync().InTime();
        server.Requests.Count(request => request.Name == "RUN" && request.Map(1).Count == 1).ShouldBe(1);
    }
}
