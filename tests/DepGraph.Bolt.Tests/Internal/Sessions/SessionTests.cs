using DepGraph.Bolt.PackStream;
using DepGraph.Bolt.Tests.Fakes;

namespace DepGraph.Bolt.Tests.Internal.Sessions;

public sealed class SessionTests
{
    [Fact]
    public async Task A_result_is_asked_for_in_portions_as_it_is_read()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            (await peer.ExpectAsync("RUN", "PULL")).Map(0)["n"].ShouldBe(2L);
            await peer.SendAsync(
                ScriptedPeer.Success(("fields", new[] { "x" })),
                ScriptedPeer.Record(1L),
                ScriptedPeer.Record(2L),
                ScriptedPeer.Success(("has_more", true))
            );
            (await peer.ExpectAsync("PULL")).Map(0)["n"].ShouldBe(2L);
            await peer.SendAsync(ScriptedPeer.Record(3L), ScriptedPeer.Success(("bookmark", "b1")));
        });
        await using var driver = GraphDatabase.Driver(server.Uri, null, config => config.WithFetchSize(2));
        await using var session = driver.AsyncSession();
        var cursor = await session.RunAsync("MATCH (n) RETURN n").InTime();
        (await cursor.FetchAsync().InTime()).ShouldBeTrue();
        (await cursor.FetchAsync().InTime()).ShouldBeTrue();
        server.Requests.Count(request => request.Name == "PULL").ShouldBe(1);
        cursor.IsOpen.ShouldBeTrue();
        (await cursor.FetchAsync().InTime()).ShouldBeTrue();
        cursor.Current["x"].ShouldBe(3L);
        (await cursor.FetchAsync().InTime()).ShouldBeFalse();
        cursor.IsOpen.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => cursor.Current);
        session.LastBookmarks.Values.ShouldBe(["b1"]);
    }

    [Fact]
    public async Task Consuming_a_result_discards_what_is_left_of_it()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            await peer.SendAsync(
                ScriptedPeer.Success(("fields", new[] { "x" })),
                ScriptedPeer.Record(1L),
                ScriptedPeer.Success(("has_more", true))
            );
            await peer.ExpectAsync("DISCARD");
            await peer.SuccessAsync(("type", "rw"), ("bookmark", "b1"));
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        var cursor = await session.RunAsync("MATCH (n) RETURN n").InTime();
        (await cursor.ConsumeAsync().InTime()).QueryType.ShouldBe(QueryType.ReadWrite);
        (await cursor.ConsumeAsync().InTime()).QueryType.ShouldBe(QueryType.ReadWrite);
        await Should.ThrowAsync<ResultConsumedException>(cursor.FetchAsync().InTime());
    }

    [Fact]
    public async Task Closing_a_session_ends_its_open_result_so_that_a_write_is_committed()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            await peer.SendAsync(
                ScriptedPeer.Success(("fields", new[] { "x" })),
                ScriptedPeer.Success(("has_more", true))
            );
            await peer.ExpectAsync("DISCARD");
            await peer.SuccessAsync(("bookmark", "b1"));
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        var session = driver.AsyncSession();
        await session.RunAsync("CREATE () RETURN 1").InTime();
        await session.CloseAsync().InTime();
        session.LastBookmarks.Values.ShouldBe(["b1"]);
        await Should.ThrowAsync<ObjectDisposedException>(session.RunAsync("RETURN 1").InTime());
    }

    [Fact]
    public async Task Closing_a_session_tells_of_a_failure_that_nobody_has_seen()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            await peer.SendAsync(
                ScriptedPeer.Success(("fields", new[] { "x" })),
                ScriptedPeer.Failure("Neo.ClientError.Schema.ConstraintValidationFailed", "Twice.")
            );
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        var session = driver.AsyncSession();
        await session.RunAsync("CREATE ()").InTime();
        await Should.ThrowAsync<ClientException>(session.CloseAsync().InTime());
        await session.CloseAsync().InTime();
    }

    [Fact]
    public async Task A_further_query_buffers_the_open_result_which_can_still_be_read()
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync);
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        var first = await session.RunAsync("one").InTime();
        var second = await session.RunAsync("two").InTime();
        (await first.SingleAsync().InTime())["x"].ShouldBe(1L);
        (await second.SingleAsync().InTime())["x"].ShouldBe(1L);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_query_beside_an_open_transaction_is_refused()
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync);
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();
        await using var transaction = await session.BeginTransactionAsync().InTime();
        await Should.ThrowAsync<ClientException>(session.RunAsync("RETURN 1").InTime());
        await Should.ThrowAsync<ClientException>(session.BeginTransactionAsync().InTime());
    }

    [Fact]
    public async Task Each_transaction_begins_behind_the_one_before()
    {
        var count = 0;
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await ScriptedAnswers.ServeRequestsAsync(
                peer,
                async request =>
                {
                    if (request.Name is "PULL" or "COMMIT")
                    {
                        await peer.SuccessAsync(("bookmark", $"b{++count}"));
                        return true;
                    }

                    return false;
                }
            );
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession(config => config.WithBookmarks(Bookmarks.From("b0")));
        await (await session.RunAsync("one").InTime()).ConsumeAsync().InTime();
        await (await session.RunAsync("two").InTime()).ConsumeAsync().InTime();
        server
            .Requests.Where(request => request.Name == "RUN")
            .Select(request => request.Map(2)["bookmarks"].As<string[]>().Single())
            .ShouldBe(["b0", "b1"]);
        session.LastBookmarks.Values.ShouldBe(["b2"]);
    }

    [Fact]
    public async Task A_shared_bookmark_manager_chains_sessions()
    {
        var manager = GraphDatabase.BookmarkManager(Bookmarks.From("b0"));
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync);
        await using var driver = GraphDatabase.Driver(server.Uri);
        for (var i = 0; i < 2; i++)
        {
            await using var session = driver.AsyncSession(config => config.WithBookmarkManager(manager));
            await (await session.RunAsync("one").InTime()).ConsumeAsync().InTime();
        }

        server
            .Requests.Where(request => request.Name == "RUN")
            .Select(request => request.Map(2)["bookmarks"].As<string[]>().Single())
            .ShouldBe(["b0", "b1"]);
        (await manager.GetBookmarksAsync()).ShouldBe(["b1"]);
    }

    [Fact]
    public async Task A_result_is_read_in_any_of_the_ways_there_are()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            while (await peer.ReadAsync() is { Name: "RUN" })
            {
                await peer.ExpectAsync("PULL");
                await peer.SendAsync(
                    ScriptedPeer.Success(("fields", new[] { "x" })),
                    ScriptedPeer.Record(1L),
                    ScriptedPeer.Record(2L),
                    ScriptedPeer.Success()
                );
            }
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await using var session = driver.AsyncSession();

        async Task<IResultCursor> RunAsync() => await session.RunAsync("UNWIND [1, 2] AS x RETURN x").InTime();

        var peeked = await RunAsync();
        (await peeked.KeysAsync()).ShouldBe(["x"]);
        (await peeked.PeekAsync().InTime())!["x"].ShouldBe(1L);
        (await peeked.PeekAsync().InTime())!["x"].ShouldBe(1L);
        (await peeked.ToListAsync((ref PackStreamReader fields) => fields.ReadInteger()).InTime()).ShouldBe([1, 2]);
        (await peeked.PeekAsync().InTime()).ShouldBeNull();

        var enumerated = new List<object?>();
        await foreach (var record in await RunAsync())
        {
            enumerated.Add(record["x"]);
        }

        enumerated.ShouldBe([1L, 2L]);
        (await (await RunAsync()).ToListAsync().InTime()).Count.ShouldBe(2);
        await Should.ThrowAsync<InvalidOperationException>((await RunAsync()).SingleAsync().InTime());
    }
}
