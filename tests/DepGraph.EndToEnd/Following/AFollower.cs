using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.EndToEnd.Queue;
using Microsoft.AspNetCore.Http;

namespace DepGraph.EndToEnd.Following;

/// <summary><c>follow</c> as a process of its own: through a bad feed and its own death, nothing that was told is lost.</summary>
public abstract class AFollower(Func<Task<IQueuePlace>> createPlace)
{
    private const int Packages = 30;
    private const int PageSize = 5;

    private static readonly string[] Names = [.. Enumerable.Range(0, Packages).Select(i => $"p{i}")];

    /// <summary>What a killed process held is another's soon.</summary>
    private static readonly (string, string)[] Common =
    [
        ("Follow__Interval", "00:00:00.050"),
        ("Follow__PageSize", $"{PageSize}"),
        ("Ingestion__LeaseDuration", "00:00:03"),
    ];

    [Fact]
    public async Task Killed_in_the_middle_of_pages_it_goes_on_behind_what_is_stored_and_the_graph_is_that_of_a_clean_run()
    {
        await using var registry = await StartRegistryAsync();
        var feed = new ChangesFeed();
        registry.On(ChangesFeed.Path, feed.AnswerAsync);
        feed.Tell(Names);
        await using var fleet = new Fleet(await createPlace(), registry.Address, [.. Common, FeedOf(registry)]);
        var replica = await fleet.StartReplicaAsync();
        foreach (var place in (int[])[7, 16, 23])
        {
            using var hold = registry.Hold($"p{place}");
            var follower = await fleet.StartFollowerAsync("--all", "--since", "0");
            await hold.Arrival;
            await follower.KillAsync();
        }

        await fleet.StartFollowerAsync("--all", "--since", "0");
        await fleet.FollowedToAsync(Packages);

        // Each run but the first began behind the page of the kill before it, not at the begin.
        feed.Asked.Count(since => since == 0).ShouldBe(1);
        registry.CountOf("p0").ShouldBe(1);
        GraphLine.ShouldBe(await fleet.ReadGraphAsync(replica), await CleanGraphAsync(registry));
    }

    [Fact]
    public async Task Through_resets_hangs_refusals_garbage_and_repetitions_everything_arrives()
    {
        await using var registry = await StartRegistryAsync();
        var feed = new ChangesFeed();
        registry.On(ChangesFeed.Path, feed.AnswerAsync);
        feed.Answer(
            context =>
            {
                context.Abort();
                return Task.CompletedTask;
            },
            context => ChangesFeed.WriteAsync(context, [(1, "p0", false), (1, "p0", false), (2, "p1", false)], 0),
            context => context.Response.WriteAsync("{\"results\":[{\"seq\":3,\"id\":\"p"),
            context => RefuseAsync(context, 429),
            context => ChangesFeed.WriteAsync(context, [(4, "p3", false), (3, "p2", false), (4, "p3", false)], 2),
            context => RefuseAsync(context, 503),
            context => ChangesFeed.WriteAsync(context, [(1, "p0", false)], 4),
            context => Task.Delay(Timeout.Infinite, context.RequestAborted),
            context => context.Response.WriteAsync("<html>")
        );
        feed.Tell(Names);
        await using var fleet = new Fleet(
            await createPlace(),
            registry.Address,
            [.. Common, FeedOf(registry), ("Registry__HeadersTimeout", "00:00:05")]
        );
        var replica = await fleet.StartReplicaAsync();

        await fleet.StartFollowerAsync("--all", "--since", "0");
        await fleet.FollowedToAsync(Packages);

        feed.Faults.ShouldBe(0);
        GraphLine.ShouldBe(await fleet.ReadGraphAsync(replica), await CleanGraphAsync(registry));
    }

    [Fact]
    public async Task By_default_only_what_the_graph_has_is_asked_for_and_a_replica_hears_of_it()
    {
        await using var registry = await ScriptedRegistry.StartAsync();
        registry.Publish("root", Packument.Of("root", "part"));
        registry.Publish("part", Packument.Of("part"));
        registry.Publish("other", Packument.Of("other"));
        var feed = new ChangesFeed();
        registry.On(ChangesFeed.Path, feed.AnswerAsync);
        await using var fleet = new Fleet(
            await createPlace(),
            registry.Address,
            [.. Common, FeedOf(registry), ("Ingestion__Freshness", "3650d"), ("Ingestion__RefreshInterval", "0")]
        );
        var replica = await fleet.StartReplicaAsync();
        await fleet.StartWorkerAsync(("Follow__Url", ""));
        await Fleet.ShouldCompleteAsync(replica, [await Fleet.IngestAsync(replica, "root")]);
        await fleet.StartFollowerAsync();
        await Eventually.HoldsAsync(() => feed.Asked.Count > 0, "the feed is followed");
        registry.Publish("part", Packument.Of("part", [("1.0.0", []), ("1.1.0", [])]));

        feed.Tell("other", "part");

        await Eventually.BecomesAsync(
            () => SetAnswer.AskAsync(replica, "root"),
            set => set!.Entries.Contains("part@1.1.0 at 1"),
            "the set has the new version"
        );
        registry.CountOf("other").ShouldBe(0);
    }

    private static async Task<ScriptedRegistry> StartRegistryAsync()
    {
        var registry = await ScriptedRegistry.StartAsync();
        for (var i = 0; i < Packages; i++)
        {
            registry.Publish($"p{i}", Packument.Of($"p{i}", [.. i == 0 ? Array.Empty<string>() : [$"p{i / 2}"]]));
        }

        return registry;
    }

    private static (string, string) FeedOf(ScriptedRegistry registry) =>
        ("Follow__Url", $"{registry.Address}{ChangesFeed.Path}");

    /// <summary>The graph of a follower that nobody kills, over a feed without faults.</summary>
    private static async Task<IReadOnlyList<string>> CleanGraphAsync(ScriptedRegistry registry)
    {
        await using var host = await ScriptedRegistry.StartAsync();
        var feed = new ChangesFeed();
        host.On(ChangesFeed.Path, feed.AnswerAsync);
        feed.Tell(Names);
        await using var fleet = new Fleet(
            await SqliteQueuePlace.CreateAsync(),
            registry.Address,
            [.. Common, FeedOf(host)]
        );
        var replica = await fleet.StartReplicaAsync();
        await fleet.StartFollowerAsync("--all", "--since", "0");
        await fleet.FollowedToAsync(Packages);
        return await fleet.ReadGraphAsync(replica);
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = "1";
        return Task.CompletedTask;
    }
}

public sealed class AFollowerOverSqlite() : AFollower(SqliteQueuePlace.CreateAsync);

[Collection(Neo4jQueueServer.Collection)]
public sealed class AFollowerOverNeo4j(Neo4jQueueServer server) : AFollower(server.CreateAsync);
