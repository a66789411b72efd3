using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;
using DepGraph.Storage.Querying;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Graph;

public sealed class ClosureTests
{
    private readonly ScriptedRegistry registry = new();
    private readonly MemoryStore store = new();
    private readonly ManualTime time = new();

    [Fact]
    public async Task A_cold_set_is_complete_and_a_warm_one_is_the_same_object()
    {
        registry
            .Publish("a", "1.0.0", "b@^1", "c@^1")
            .Publish("b", "1.0.0", "d@*")
            .Publish("c", "1.0.0", "d@*")
            .Publish("d", "3.0.0");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        var cold = await service.SetAsync("a");
        var warm = await service.SetAsync("a");

        cold.Value.Entries.Select(entry => $"{entry.Depth} {entry.Version}")
            .ShouldBe(["1 b@1.0.0", "1 c@1.0.0", "2 d@3.0.0"]);
        cold.Value.IsComplete.ShouldBeTrue();
        cold.IsPending.ShouldBeFalse();
        warm.ShouldBeSameAs(cold);
        registry.Total.ShouldBe(4);
    }

    [Fact]
    public async Task Children_are_fetched_while_a_neighbour_is_still_on_its_way()
    {
        registry.Publish("a", "1.0.0", "slow@*", "fast@*").Publish("slow", "1.0.0").Publish("fast", "1.0.0", "deep@*");
        registry.Publish("deep", "1.0.0", "deeper@*").Publish("deeper", "1.0.0");
        registry.Hold("slow");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        var set = service.SetAsync("a");
        await Service.Eventually(() => registry.Asked("deeper") == 1);
        set.IsCompleted.ShouldBeFalse();
        registry.Release("slow");

        (await set).Value.TotalCount.ShouldBe(4);
    }

    [Fact]
    public async Task Cycles_and_self_dependencies_end()
    {
        registry.Publish("a", "1.0.0", "b@*", "a@*").Publish("b", "1.0.0", "a@*", "b@*");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        var set = (await service.SetAsync("a")).Value;

        set.Entries.Select(entry => entry.Version.ToString()).ShouldBe(["b@1.0.0"]);
        set.Edges.Count.ShouldBe(4);
        set.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task The_maximum_depth_bounds_what_is_fetched()
    {
        registry
            .Publish("a", "1.0.0", "b@*")
            .Publish("b", "1.0.0", "c@*")
            .Publish("c", "1.0.0", "d@*")
            .Publish("d", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        var set = (await service.SetAsync("a", maxDepth: 2)).Value;

        set.Entries.Select(entry => entry.Version.Name).ShouldBe(["b", "c"]);
        registry.Asked("d").ShouldBe(0);
        (await service.SetAsync("a", maxDepth: 0)).Value.TotalCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_version_met_at_a_lower_depth_later_is_expanded_again()
    {
        // a → long → shared is met first, for direct a → shared waits for its slower packument to pick another range.
        registry
            .Publish("a", "1.0.0", "long@*", "gate@*")
            .Publish("long", "1.0.0", "mid@*")
            .Publish("mid", "1.0.0", "shared@*");
        registry.Publish("gate", "1.0.0", "shared@*").Publish("shared", "1.0.0", "leaf@*").Publish("leaf", "1.0.0");
        registry.Hold("gate");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        var set = service.SetAsync("a", maxDepth: 3);
        await Service.Eventually(() => registry.Asked("shared") == 1);
        registry.Asked("leaf").ShouldBe(0);
        registry.Release("gate");

        (await set).Value.Entries.ShouldContain(entry => entry.Version.Name == "leaf" && entry.Depth == 3);
        (await set).IsPending.ShouldBeFalse();
    }

    [Fact]
    public async Task One_bad_package_spoils_nothing_else_and_is_named()
    {
        var leaves = Enumerable.Range(0, 50).Select(i => $"p{i}").ToList();
        leaves.ForEach(name => registry.Publish(name, "1.0.0"));
        registry.Publish(
            "a",
            "1.0.0",
            [.. leaves.Select(name => $"{name}@^1"), "bad@^1", "b@^9", "git@git+ssh://host/x.git"]
        );
        registry.Publish("b", "1.0.0");
        registry.Fail("bad", isRetryable: false);
        await using var service = await Service.StartAsync(registry, store, time);

        var answer = await service.SetAsync("a");

        answer.Value.TotalCount.ShouldBe(50);
        answer.Value.IsComplete.ShouldBeFalse();
        answer.IsPending.ShouldBeFalse();
        answer
            .Value.Problems.Select(problem => (problem.Name, problem.State))
            .ShouldBe(
                [
                    ("bad", ResolutionState.Failed),
                    ("b", ResolutionState.NoMatchingVersion),
                    ("git", ResolutionState.UnsupportedSpec),
                ],
                ignoreOrder: true
            );
        answer.Value.Problems.Single(problem => problem.Name == "bad").Message.ShouldContain("cannot be had");

        registry.Mend("bad");
        registry.Publish("bad", "1.0.0");
        time.Advance(TimeSpan.FromSeconds(6));
        (await service.SetAsync("a")).Value.TotalCount.ShouldBe(51);
    }

    [Fact]
    public async Task An_optional_dependency_that_is_missing_is_a_problem_of_its_edge_only()
    {
        registry.PublishOptional("a", "1.0.0", "ghost@*", "b@*").Publish("b", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, time);

        var answer = await service.SetAsync("a");

        answer.Value.Entries.Select(entry => entry.Version.Name).ShouldBe(["b"]);
        answer.Value.Problems.Single().State.ShouldBe(ResolutionState.PackageNotFound);
        (await service.SetAsync("a")).ShouldBeSameAs(answer);

        registry.Publish("ghost", "1.0.0");
        time.Advance(TimeSpan.FromMinutes(2));
        (await service.SetAsync("a")).Value.Problems.Select(problem => problem.Message).ShouldBeEmpty();
    }

    [Fact]
    public async Task Past_its_time_the_answer_is_partial_and_the_ingestion_completes_it_later()
    {
        registry
            .Publish("a", "1.0.0", "b@*", "slow@*")
            .Publish("b", "1.0.0")
            .Publish("slow", "1.0.0", "c@*")
            .Publish("c", "1.0.0");
        registry.Hold("slow");
        await using var service = await Service.StartAsync(registry, store, time);
        foreach (var name in (string[])["a", "b"])
        {
            using var session = service.Session();
            await session.GetPackageAsync(name);
        }

        // What is in memory is walked, and the clock of the wait runs, when the call returns.
        var waiting = service.SetAsync("a");
        time.Advance(TimeSpan.FromSeconds(10));
        var partial = await waiting;

        partial.IsPending.ShouldBeTrue();
        partial.Value.IsComplete.ShouldBeFalse();
        partial.Value.Entries.Select(entry => entry.Version.Name).ShouldBe(["b"]);
        partial.Value.Problems.Single().State.ShouldBe(ResolutionState.Pending);
        var ingestion = (
            await service.Ingestions.FindAsync(partial.IngestionId!, TestContext.Current.CancellationToken)
        )!;
        ingestion.Spec.ShouldBe("a@1.0.0");
        ingestion.State.ShouldBe(IngestionState.Running);
        ingestion.PackagesPending.ShouldBe(1);

        registry.Release("slow");
        // In small steps: its commit must not seem to have taken longer than an ingestion waits for it.
        await Service.Eventually(
            () => service.Ingestions.FindAsync(partial.IngestionId!).Result!.State == IngestionState.Complete,
            () => time.Advance(TimeSpan.FromMilliseconds(10))
        );
        (await service.SetAsync("a", waitSeconds: 0)).Value.TotalCount.ShouldBe(3);
        (
            await service.Ingestions.FindAsync(partial.IngestionId!, TestContext.Current.CancellationToken)
        )!.PackagesFetched.ShouldBe(4);
    }

    [Fact]
    public async Task A_request_that_is_answered_in_time_leaves_no_ingestion_behind()
    {
        registry.Publish("a", "1.0.0", "b@*").Publish("b", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        await service.SetAsync("a");

        (
            await service.Ingestions.CountAsync(
                Filter.Everything<IngestionRecord>(),
                TestContext.Current.CancellationToken
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task Many_requests_for_one_cold_closure_walk_it_once()
    {
        registry.Publish("a", "1.0.0", "b@*").Publish("b", "1.0.0", "c@*").Publish("c", "1.0.0");
        registry.Hold("c");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        var sets = Enumerable.Range(0, 50).Select(_ => service.SetAsync("a")).ToList();
        await Service.Eventually(() => registry.Asked("c") == 1);
        registry.Release("c");

        var answers = await Task.WhenAll(sets);
        answers.Select(answer => answer.Value).Distinct().Count().ShouldBe(1);
        registry.Total.ShouldBe(3);
    }

    [Fact]
    public async Task A_new_version_below_the_root_makes_a_new_set_with_another_revision()
    {
        registry.Publish("a", "1.0.0", "b@^1").Publish("b", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, time);
        var before = await service.SetAsync("a");

        registry.Publish("b", "1.1.0", "c@*").Publish("c", "1.0.0");
        time.Advance(TimeSpan.FromMinutes(6));
        (await service.SetAsync("a")).ShouldBeSameAs(before);

        await Service.Eventually(() => service.SetAsync("a").Result.Value.TotalCount == 2);
        var after = await service.SetAsync("a");
        after.Value.Revision.ShouldNotBe(before.Value.Revision);
        after.Value.Entries.Select(entry => entry.Version.ToString()).ShouldBe(["b@1.1.0", "c@1.0.0"]);
    }

    [Fact]
    public async Task What_arrives_or_changes_elsewhere_leaves_kept_sets_alone()
    {
        registry.Publish("a", "1.0.0", "b@^1").Publish("b", "1.0.0").Publish("x", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        var before = await service.SetAsync("a");
        await service.SetAsync("x");

        registry.Publish("x", "2.0.0");
        await service.Ingestions.RefreshAsync("x", TestContext.Current.CancellationToken);
        await Service.Eventually(() => service.SetAsync("x").Result.Value.Root.Version == "2.0.0");

        (await service.SetAsync("a")).ShouldBeSameAs(before);
    }

    [Fact]
    public async Task A_set_agrees_with_what_the_operation_saw_before_a_change()
    {
        registry.Publish("a", "1.0.0", "b@^1").Publish("b", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        await service.SetAsync("a");
        using var session = service.Session();
        var root = (await session.GetPackageAsync("a")).Head![0];
        (await session.GetPackageAsync("b")).Head!.Latest.ShouldBe("1.0.0");

        registry.Publish("b", "1.1.0");
        await service.Ingestions.RefreshAsync("b", TestContext.Current.CancellationToken);
        await Service.Eventually(() => service.SetAsync("a").Result.Value.Entries[0].Version.Version == "1.1.0");

        var set = (await session.GetSetAsync(root, DependencyKinds.Runtime, null)).Value;
        set.Entries.Single().Version.Version.ShouldBe("1.0.0");
        var tree = (await session.GetTreeAsync(root, DependencyKinds.Runtime, null)).Value;
        tree.Text.ShouldContain("b@1.0.0");
    }

    [Fact]
    public async Task A_walk_that_began_before_a_change_is_no_answer_for_who_saw_the_change()
    {
        registry.Publish("a", "1.0.0", "b@^1", "slow@*").Publish("b", "1.0.0").Publish("slow", "1.0.0");
        registry.Hold("slow");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        using var before = service.Session();
        await before.GetPackageAsync("b");
        var root = (await before.GetPackageAsync("a")).Head![0];
        var former = before.GetSetAsync(root, DependencyKinds.Runtime, null).AsTask();

        registry.Publish("b", "1.1.0");
        await service.Ingestions.RefreshAsync("b", TestContext.Current.CancellationToken);
        await Service.Eventually(() =>
        {
            using var look = service.Session();
            return look.Find("b").Head!.Latest == "1.1.0";
        });
        using var after = service.Session();
        (await after.GetPackageAsync("b")).Head!.Latest.ShouldBe("1.1.0");
        var later = after.GetSetAsync(root, DependencyKinds.Runtime, null).AsTask();
        registry.Release("slow");

        (await former).Value.Entries.Select(entry => entry.Version.ToString()).ShouldBe(["b@1.0.0", "slow@1.0.0"]);
        (await later).Value.Entries.Select(entry => entry.Version.ToString()).ShouldBe(["b@1.1.0", "slow@1.0.0"]);
    }

    [Fact]
    public async Task A_walk_that_has_not_begun_is_no_answer_for_who_joins_it()
    {
        registry.Publish("a", "1.0.0", "b@*").Publish("b", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        var walk = await WalkAsync(service);

        walk.StoreAnsweredAsync().IsCompleted.ShouldBeFalse();
        walk.ToClosure().IsPending.ShouldBeTrue();

        walk.Start();
        await walk.Completion;
        var closure = walk.ToClosure();
        closure.IsPending.ShouldBeFalse();
        closure.Set.Value.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task A_walk_is_not_stopped_under_who_waits_for_it_and_not_waited_for_once_it_is_stopped()
    {
        registry.Publish("a", "1.0.0", "b@*");
        registry.Hold("b");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        var walk = await WalkAsync(service);
        walk.Start();

        walk.TryWatch(out var watch).ShouldBeTrue();
        walk.Stop();
        walk.Completion.IsCompleted.ShouldBeFalse();
        watch.Dispose();
        walk.Stop();

        walk.Completion.IsCompleted.ShouldBeTrue();
        walk.TryWatch(out _).ShouldBeFalse();
        registry.Release("b");
    }

    [Fact]
    public async Task What_was_seen_in_a_set_stays_what_fields_see()
    {
        registry.Publish("a", "1.0.0", "b@^1").Publish("b", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        using var session = service.Session();
        var root = (await session.GetPackageAsync("a")).Head![0];
        await session.GetSetAsync(root, DependencyKinds.Runtime, null);

        registry.Publish("b", "1.1.0");
        await service.Ingestions.RefreshAsync("b", TestContext.Current.CancellationToken);
        await Service.Eventually(() => service.SetAsync("a").Result.Value.Entries[0].Version.Version == "1.1.0");

        (await session.GetPackageAsync("b")).Head!.Latest.ShouldBe("1.0.0");
        (await session.ResolveAsync(root.Requirements[0])).Resolution.Target!.Version.ShouldBe("1.0.0");
    }

    [Fact]
    public async Task A_set_is_kept_for_its_cursors_for_ten_minutes_whatever_changes()
    {
        registry.Publish("a", "1.0.0", "b@^1").Publish("b", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, time);
        var set = (await service.SetAsync("a")).Value;
        using var session = service.Session();
        session.FindSetByRevision(set.Revision).ShouldBeNull();
        session.KeepForCursors(set);

        registry.Publish("b", "1.1.0");
        time.Advance(TimeSpan.FromMinutes(9));
        session.FindSetByRevision(set.Revision).ShouldBeSameAs(set);
        time.Advance(TimeSpan.FromMinutes(2));
        session.FindSetByRevision(set.Revision).ShouldBeNull();
    }

    [Fact]
    public async Task A_closure_larger_than_the_memory_for_heads_is_complete_all_the_same()
    {
        var names = Enumerable.Range(0, 3_000).Select(i => $"p{i}").ToList();
        names.ForEach(name => registry.Publish(name, "1.0.0"));
        registry.Publish("a", "1.0.0", [.. names.Select(name => $"{name}@^1")]);
        await using var service = await Service.StartAsync(
            registry,
            store,
            configure: options =>
            {
                Patience.Unlimited(options);
                options.HeadCacheBytes = 1 << 20;
            }
        );

        (await service.SetAsync("a")).Value.TotalCount.ShouldBe(3_000);
        (await service.SetAsync("a")).Value.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task A_bounded_set_fetches_as_many_levels_as_it_has()
    {
        registry
            .Publish("a", "1.0.0", "b@*")
            .Publish("b", "1.0.0", "c@*")
            .Publish("c", "1.0.0", "d@*")
            .Publish("d", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        using var session = service.Session();
        var root = (await session.GetPackageAsync("a")).Head![0];

        await session.GetSetAsync(root, DependencyKinds.Runtime, maxDepth: 2);

        session.GetPackageAsync("c").IsCompletedSuccessfully.ShouldBeTrue();
        registry.Asked("d").ShouldBe(0);
    }

    private static async Task<ClosureWalk> WalkAsync(Service service)
    {
        using var session = service.Session();
        var root = (await session.GetPackageAsync("a")).Head![0];
        var key = ClosureKey.Of(root, DependencyKinds.Runtime, null);
        return new ClosureWalk(key, root, service.Graph.Heads, service.Graph.Time, 0, null, pinned: null, ending: null);
    }
}
