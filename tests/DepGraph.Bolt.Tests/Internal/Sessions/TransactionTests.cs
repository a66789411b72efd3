using DepGraph.Bolt.Tests.Fakes;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.Internal.Sessions;

public sealed class TransactionTests
{
    private static readonly byte[] Columns = ScriptedPeer.Success(("fields", new[] { "x" }), ("qid", 0));

    [Fact]
    public async Task BEGIN_travels_with_the_first_query()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("BEGIN", "RUN", "PULL");
            await peer.SendAsync(ScriptedPeer.Success(), Columns, ScriptedPeer.Success());
            await peer.ExpectAsync("COMMIT");
            await peer.SuccessAsync(("bookmark", "b9"));
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        await using var transaction = await session.BeginTransactionAsync().InTime();
        await (await transaction.RunAsync("CREATE ()").InTime()).ConsumeAsync().InTime();
        transaction.IsOpen.ShouldBeTrue();
        await transaction.CommitAsync().InTime();
        transaction.IsOpen.ShouldBeFalse();
        session.LastBookmarks.Values.ShouldBe(["b9"]);
    }

    [Fact]
    public async Task BEGIN_says_what_the_transaction_is_to_be()
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync);
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession(config =>
            config
                .WithDatabase("movies")
                .WithImpersonatedUser("jane")
                .WithBookmarks(Bookmarks.From("b1"), Bookmarks.From("b2"))
        );
        await session
            .ExecuteReadAsync(
                async tx => await (await tx.RunAsync("RETURN 1")).ConsumeAsync(),
                config =>
                    config
                        .WithTimeout(TimeSpan.FromMilliseconds(1.5))
                        .WithMetadata(new Dictionary<string, object?> { ["app"] = "test" })
            )
            .InTime();
        var begin = server.Requests.Single(request => request.Name == "BEGIN").Map(0);
        begin["db"].ShouldBe("movies");
        begin["imp_user"].ShouldBe("jane");
        begin["mode"].ShouldBe("r");
        begin["tx_timeout"].ShouldBe(2L);
        begin["tx_metadata"]
            .As<Dictionary<string, string>>()
            .ShouldBe(new Dictionary<string, string> { ["app"] = "test" });
        begin["bookmarks"].As<string[]>().ShouldBe(["b1", "b2"], ignoreOrder: true);
    }

    [Fact]
    public async Task BEGIN_leaves_out_what_is_as_the_server_assumes_it()
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync);
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        await session.ExecuteWriteAsync(async tx => await (await tx.RunAsync("RETURN 1")).ConsumeAsync()).InTime();
        server.Requests.Single(request => request.Name == "BEGIN").Map(0).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_transaction_that_is_not_committed_is_rolled_back()
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync);
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        await using (var transaction = await session.BeginTransactionAsync().InTime())
        {
            await (await transaction.RunAsync("CREATE ()").InTime()).ConsumeAsync().InTime();
        }

        Names(server).ShouldBe(["BEGIN", "RUN", "PULL", "ROLLBACK"]);
        session.LastBookmarks.ShouldBe(Bookmarks.Empty);
    }

    [Fact]
    public async Task Rolling_back_what_still_streams_is_a_reset()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("BEGIN", "RUN", "PULL");
            await peer.SendAsync(
                ScriptedPeer.Success(),
                Columns,
                ScriptedPeer.Record(1L),
                ScriptedPeer.Success(("has_more", true))
            );
            await peer.ExpectAsync("RESET");
            await peer.SuccessAsync();
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        await using var transaction = await session.BeginTransactionAsync().InTime();
        await transaction.RunAsync("MATCH (n) RETURN n").InTime();
        await transaction.RollbackAsync().InTime();
        await driver.ExecutableQuery("RETURN 1").ExecuteAsync().InTime();
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Committing_discards_what_is_left_of_results_in_the_same_flush()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("BEGIN", "RUN", "PULL");
            await peer.SendAsync(
                ScriptedPeer.Success(),
                Columns,
                ScriptedPeer.Record(1L),
                ScriptedPeer.Success(("has_more", true))
            );
            (await peer.ExpectAsync("DISCARD")).Map(0)["qid"].ShouldBe(0L);
            await peer.ExpectAsync("COMMIT");
            await peer.SendAsync(ScriptedPeer.Success(), ScriptedPeer.Success(("bookmark", "b1")));
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        await using var transaction = await session.BeginTransactionAsync().InTime();
        var cursor = await transaction.RunAsync("MATCH (n) RETURN n").InTime();
        await transaction.CommitAsync().InTime();
        session.LastBookmarks.Values.ShouldBe(["b1"]);
        await Should.ThrowAsync<ResultConsumedException>(cursor.FetchAsync().InTime());
    }

    [Fact]
    public async Task Several_results_of_a_transaction_are_read_in_any_order()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("BEGIN", "RUN", "PULL");
            await peer.SendAsync(ScriptedPeer.Success(), Columns, ScriptedPeer.Record(1L), ScriptedPeer.Record(2L));
            await peer.SendAsync(ScriptedPeer.Success(("has_more", true)));
            await peer.ExpectAsync("RUN", "PULL");
            await peer.SendAsync(
                ScriptedPeer.Success(("fields", new[] { "y" }), ("qid", 1)),
                ScriptedPeer.Record(10L),
                ScriptedPeer.Success()
            );
            var pull = await peer.ExpectAsync("PULL");
            pull.Map(0)["qid"].ShouldBe(0L);
            pull.Map(0)["n"].ShouldBe(Config.FetchAll);
            await peer.SendAsync(ScriptedPeer.Record(3L), ScriptedPeer.Success());
            await peer.ExpectAsync("COMMIT");
            await peer.SuccessAsync();
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession(config => config.WithFetchSize(2));
        await using var transaction = await session.BeginTransactionAsync().InTime();
        var first = await transaction.RunAsync("one").InTime();
        (await first.FetchAsync().InTime()).ShouldBeTrue();
        var second = await transaction.RunAsync("two").InTime();
        (await second.SingleAsync().InTime())["y"].ShouldBe(10L);
        first.Current["x"].ShouldBe(1L);
        (await first.ToListAsync().InTime()).Select(record => record["x"]).ShouldBe([2L, 3L]);
        await transaction.CommitAsync().InTime();
    }

    [Fact]
    public async Task After_a_failure_a_transaction_refuses_all_but_the_end_and_names_the_first_cause()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("BEGIN", "RUN", "PULL");
            await peer.SendAsync(
                ScriptedPeer.Success(),
                ScriptedPeer.Failure("Neo.ClientError.Statement.SyntaxError", "What?"),
                ScriptedPeer.Message(0x7E)
            );
            await peer.ExpectAsync("RESET");
            await peer.SuccessAsync();
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        var transaction = await session.BeginTransactionAsync().InTime();
        var cause = await Should.ThrowAsync<ClientException>(transaction.RunAsync("RETUR 1").InTime());
        transaction.IsOpen.ShouldBeFalse();
        var refused = await Should.ThrowAsync<TransactionTerminatedException>(
            transaction.RunAsync("RETURN 1").InTime()
        );
        refused.InnerException.ShouldBeSameAs(cause);
        refused.Code.ShouldBe(cause.Code);
        await Should.ThrowAsync<TransactionTerminatedException>(transaction.CommitAsync().InTime());
        await transaction.RollbackAsync().InTime();
        await Should.ThrowAsync<TransactionClosedException>(transaction.RunAsync("RETURN 1").InTime());
        await Should.ThrowAsync<TransactionClosedException>(transaction.RollbackAsync().InTime());
        await (await session.RunAsync("RETURN 1").InTime()).ConsumeAsync().InTime();
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task When_one_query_fails_what_had_come_of_another_can_be_read_and_no_more()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("BEGIN", "RUN", "PULL");
            await peer.SendAsync(
                ScriptedPeer.Success(),
                Columns,
                ScriptedPeer.Record(1L),
                ScriptedPeer.Record(2L),
                ScriptedPeer.Success(("has_more", true))
            );
            await peer.ExpectAsync("RUN", "PULL");
            await peer.SendAsync(
                ScriptedPeer.Failure("Neo.ClientError.Statement.SyntaxError", "What?"),
                ScriptedPeer.Message(0x7E)
            );
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        await using var transaction = await session.BeginTransactionAsync().InTime();
        var cursor = await transaction.RunAsync("one").InTime();
        var cause = await Should.ThrowAsync<ClientException>(transaction.RunAsync("tw0").InTime());
        (await cursor.FetchAsync().InTime()).ShouldBeTrue();
        (await cursor.FetchAsync().InTime()).ShouldBeTrue();
        (
            await Should.ThrowAsync<TransactionTerminatedException>(cursor.FetchAsync().InTime())
        ).InnerException.ShouldBeSameAs(cause);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_the_rollback_is_not_waited_for_for_ever()
    {
        var time = new ManualTime();
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("BEGIN", "RUN", "PULL");
            await peer.SendAsync(ScriptedPeer.Success(), Columns, ScriptedPeer.Success());
            await peer.DrainAsync();
        });
        await using var driver = GraphDatabase.Driver(server.Uri, null, config => config.WithClock(time));
        await using var session = driver.AsyncSession();
        var mine = new InvalidOperationException("mine");
        var work = session.ExecuteWriteAsync(async tx =>
        {
            await (await tx.RunAsync("CREATE ()")).ConsumeAsync();
            throw mine;
        });
        await Limits.UntilAsync(() => server.Requests.Any(request => request.Name == "ROLLBACK"));
        (
            await Should.ThrowAsync<InvalidOperationException>(time.AdvanceUntilEndAsync(work, TimeSpan.FromSeconds(1)))
        ).ShouldBeSameAs(mine);
    }

    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_of_unknown_outcome_and_never_retried()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await ScriptedAnswers.ServeRequestsAsync(
                peer,
                request =>
                {
                    if (request.Name == "COMMIT")
                    {
                        peer.Break();
                    }

                    return Task.FromResult(request.Name == "COMMIT");
                }
            );
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        var works = 0;
        var error = await Should.ThrowAsync<IncompleteCommitException>(
            session
                .ExecuteWriteAsync(async tx =>
                {
                    works++;
                    await (await tx.RunAsync("CREATE ()")).ConsumeAsync();
                })
                .InTime()
        );
        error.IsRetriable.ShouldBeFalse();
        works.ShouldBe(1);
    }

    [Fact]
    public async Task Work_whose_connection_breaks_before_the_commit_is_run_again()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            if (peer.Number == 1)
            {
                await peer.ExpectAsync("BEGIN", "RUN", "PULL");
                peer.Break();
                return;
            }

            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        var result = await session
            .ExecuteWriteAsync(async tx => (await (await tx.RunAsync("CREATE ()")).SingleAsync())["x"])
            .InTime();
        result.ShouldBe(2L);
    }

    [Theory]
    [InlineData("RUN")]
    [InlineData("COMMIT")]
    public async Task A_transient_failure_is_retried_wherever_it_comes(string failing)
    {
        var failures = 0;
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            var isFailed = false;
            await ScriptedAnswers.ServeRequestsAsync(
                peer,
                async request =>
                {
                    if (request.Name == failing && failures < 2)
                    {
                        failures++;
                        isFailed = true;
                        await peer.FailureAsync("Neo.TransientError.Transaction.DeadlockDetected", "Again.");
                        return true;
                    }

                    isFailed &= request.Name != "RESET";
                    if (isFailed)
                    {
                        await peer.IgnoredAsync();
                    }

                    return isFailed;
                }
            );
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        var works = 0;
        await session
            .ExecuteWriteAsync(async tx =>
            {
                works++;
                await (await tx.RunAsync("CREATE ()")).ConsumeAsync();
            })
            .InTime();
        works.ShouldBe(3);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Work_that_swallows_a_failure_cannot_commit_but_a_transient_one_is_retried()
    {
        var failures = 0;
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await ScriptedAnswers.ServeRequestsAsync(
                peer,
                async request =>
                {
                    if (request.Name == "RUN" && failures++ == 0)
                    {
                        await peer.FailureAsync("Neo.TransientError.Transaction.DeadlockDetected", "Again.");
                        await peer.ExpectAsync("PULL");
                        await peer.IgnoredAsync();
                        return true;
                    }

                    return false;
                }
            );
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        var works = 0;
        await session
            .ExecuteWriteAsync(async tx =>
            {
                works++;
                try
                {
                    await tx.RunAsync("CREATE ()");
                }
                catch (TransientException) { }
            })
            .InTime();
        works.ShouldBe(2);
    }

    [Fact]
    public async Task Work_that_throws_is_rolled_back_and_its_own_error_comes_out()
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync);
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        var mine = new InvalidOperationException("mine");
        var thrown = await Should.ThrowAsync<InvalidOperationException>(
            session
                .ExecuteWriteAsync(async tx =>
                {
                    await (await tx.RunAsync("CREATE ()")).ConsumeAsync();
                    throw mine;
                })
                .InTime()
        );
        thrown.ShouldBeSameAs(mine);
        Names(server).ShouldBe(["BEGIN", "RUN", "PULL", "ROLLBACK"]);
    }

    [Fact]
    public async Task There_is_one_retry_loop_and_it_keeps_to_the_retry_time()
    {
        var time = new ManualTime();
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("BEGIN", "RUN", "PULL");
            peer.Break();
        });
        await using var driver = GraphDatabase.Driver(
            server.Uri,
            null,
            config => config.WithClock(time).WithConnectionTimeout(Timeout.InfiniteTimeSpan)
        );
        await using var session = driver.AsyncSession();
        var works = 0;
        var work = session.ExecuteWriteAsync(async tx =>
        {
            works++;
            await tx.RunAsync("CREATE ()");
        });
        await Should.ThrowAsync<ServiceUnavailableException>(
            time.AdvanceUntilEndAsync(work, TimeSpan.FromMilliseconds(100))
        );
        works.ShouldBe(server.Connections);
        works.ShouldBeGreaterThan(1);
    }

    private static IEnumerable<string> Names(ScriptedServer server) =>
        server.Requests.Select(request => request.Name).Skip(2);
}
