using DepGraph.Bolt.Tests.Fakes;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.Internal.Sessions;

/// <summary>Whatever is cancelled, the connection is reset or closed before anyone else has it.</summary>
public sealed class CancellationTests
{
    [Fact]
    public async Task A_cancelled_query_is_interrupted_at_the_server_and_its_connection_used_again()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            await peer.ExpectAsync("RESET");
            await peer.SendAsync(
                ScriptedPeer.Failure("Neo.ClientError.Transaction.Terminated", "Stopped."),
                ScriptedPeer.Message(0x7E),
                ScriptedPeer.Success()
            );
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri, null, config => config.WithMaxConnectionPoolSize(1));
        await CancelOnceSentAsync(server, token => Read(driver).ExecuteAsync(token));
        (await Read(driver).ExecuteAsync().InTime()).Result.Count.ShouldBe(1);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Records_that_come_after_the_cancellation_reach_nobody()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL", "RESET");
            await peer.SendAsync(ScriptedPeer.Success(("fields", new[] { "x" })));
            for (var i = 100; i < 200; i++)
            {
                await peer.RecordAsync(i);
            }

            await peer.SendAsync(ScriptedPeer.Success(), ScriptedPeer.Success());
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri, null, config => config.WithMaxConnectionPoolSize(1));
        await CancelOnceSentAsync(server, token => Read(driver).ExecuteAsync(token));
        (await Read(driver).ExecuteAsync().InTime()).Result.Single()["x"].ShouldBe(1L);
    }

    [Fact]
    public async Task A_connection_whose_server_does_not_answer_the_interruption_is_closed_in_time()
    {
        var time = new ManualTime();
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            if (peer.Number == 1)
            {
                await peer.DrainAsync();
            }

            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(
            server.Uri,
            null,
            config =>
                config.WithClock(time).WithMaxConnectionPoolSize(1).WithConnectionTimeout(Timeout.InfiniteTimeSpan)
        );
        await CancelOnceSentAsync(server, token => Read(driver).ExecuteAsync(token));
        var next = await time.AdvanceUntilEndAsync(Read(driver).ExecuteAsync(), TimeSpan.FromSeconds(1));
        next.Result.Single()["x"].ShouldBe(2L);
    }

    [Fact]
    public async Task A_cancelled_transaction_has_failed_and_its_session_goes_on()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("BEGIN", "RUN", "PULL");
            await peer.SuccessAsync();
            await peer.ExpectAsync("RESET");
            await peer.SendAsync(
                ScriptedPeer.Failure("Neo.ClientError.Transaction.Terminated", "Stopped."),
                ScriptedPeer.Message(0x7E),
                ScriptedPeer.Success()
            );
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri, null, config => config.WithMaxConnectionPoolSize(1));
        await using var session = driver.AsyncSession();
        await using (var transaction = await session.BeginTransactionAsync().InTime())
        {
            await CancelOnceSentAsync(server, token => transaction.RunAsync("MATCH (n) RETURN n", null, token));
            transaction.IsOpen.ShouldBeFalse();
            await Should.ThrowAsync<TransactionTerminatedException>(transaction.RunAsync("RETURN 1").InTime());
        }

        (await (await session.RunAsync("RETURN 1").InTime()).SingleAsync().InTime())["x"].ShouldBe(1L);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_fetch_that_is_cancelled_ends_the_result_and_frees_its_connection()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            await peer.SendAsync(ScriptedPeer.Success(("fields", new[] { "x" })), ScriptedPeer.Record(1L));
            await peer.ExpectAsync("RESET");
            await peer.SendAsync(ScriptedPeer.Message(0x7E), ScriptedPeer.Success());
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri, null, config => config.WithMaxConnectionPoolSize(1));
        await using var session = driver.AsyncSession();
        var cursor = await session.RunAsync("MATCH (n) RETURN n").InTime();
        (await cursor.FetchAsync().InTime()).ShouldBeTrue();
        using var cancellation = new CancellationTokenSource();
        var fetch = cursor.FetchAsync(cancellation.Token);
        fetch.IsCompleted.ShouldBeFalse();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(fetch.InTime());
        cursor.IsOpen.ShouldBeFalse();
        await Should.ThrowAsync<OperationCanceledException>(cursor.FetchAsync().InTime());
        (await (await session.RunAsync("RETURN 1").InTime()).SingleAsync().InTime())["x"].ShouldBe(1L);
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_takes_no_connection()
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync);
        await using var driver = GraphDatabase.Driver(server.Uri);
        await Should.ThrowAsync<OperationCanceledException>(
            Read(driver).ExecuteAsync(new CancellationToken(canceled: true)).InTime()
        );
        server.Requests.ShouldNotContain(request => request.Name == "RUN");
    }

    [Fact]
    public async Task Disposing_the_driver_ends_what_waits()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.DrainAsync();
        });
        var driver = GraphDatabase.Driver(
            server.Uri,
            null,
            config => config.WithMaxTransactionRetryTime(TimeSpan.Zero)
        );
        var query = Read(driver).ExecuteAsync();
        await Limits.UntilAsync(() => server.Requests.Any(request => request.Name == "PULL"));
        await driver.DisposeAsync();
        await Should.ThrowAsync<ServiceUnavailableException>(query.InTime());
        await Should.ThrowAsync<ObjectDisposedException>(async () => await driver.VerifyConnectivityAsync());
    }

    private static IExecutableQuery<IRecord> Read(IDriver driver) =>
        driver.ExecutableQuery("RETURN 1").WithConfig(new(Routing: RoutingControl.Readers));

    private static async Task CancelOnceSentAsync(ScriptedServer server, Func<CancellationToken, Task> run)
    {
        using var cancellation = new CancellationTokenSource();
        var running = run(cancellation.Token);
        await Limits.UntilAsync(() => server.Requests.Any(request => request.Name == "PULL"));
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running.InTime());
    }
}
