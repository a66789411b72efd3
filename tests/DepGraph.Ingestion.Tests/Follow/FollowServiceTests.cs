using DepGraph.Ingestion.Follow;
using DepGraph.Ingestion.Registry;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Storage;
using DepGraph.Testing;
using static DepGraph.Ingestion.Tests.Follow.FollowerUnderTest;

namespace DepGraph.Ingestion.Tests.Follow;

public sealed class FollowServiceTests
{
    private readonly ScriptedRegistry registry = new();
    private readonly MemoryStore store = new();
    private readonly ScriptedFeed feed = new();

    [Fact]
    public async Task A_first_start_begins_at_the_present_end_and_what_changes_then_is_refreshed()
    {
        registry.Publish("a", "1.0.0");
        feed.Tell("a", "b");
        await using var service = await StartAsync(registry, store, feed);
        await service.SetAsync("a");
        await FollowedToAsync(store, "2");
        registry.Publish("a", "1.1.0");

        feed.Tell("a");

        await FollowedToAsync(store, "3");
        store["a"]!.Head!.Latest.ShouldBe("1.1.0");
        registry.Asked("a").ShouldBe(2);
        (await service.Session().GetPackageAsync("a")).Head!.Latest.ShouldBe("1.1.0");
    }

    [Fact]
    public async Task A_first_start_begins_where_the_setting_says()
    {
        registry.Publish("a", "1.0.0").Publish("b", "1.0.0");
        feed.Tell("a", "b");

        await using var service = await StartAsync(
            registry,
            store,
            feed,
            configure: options => (options.Since, options.All) = ("1", true)
        );

        await FollowedToAsync(store, "2");
        store.Names.ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_later_start_goes_on_where_the_last_one_was_whatever_the_setting_says()
    {
        registry.Publish("a", "1.0.0").Publish("b", "1.0.0");
        feed.Tell("a");
        await using (await StartAsync(registry, store, feed, configure: All))
        {
            await FollowedToAsync(store, "1");
        }

        feed.Tell("b");
        await using var service = await StartAsync(
            registry,
            store,
            feed,
            configure: options => (options.Since, options.All) = ("0", true)
        );

        await FollowedToAsync(store, "2");
        store.Names.ShouldBe(["b"]);
        registry.Asked("a").ShouldBe(0);
    }

    [Fact]
    public async Task A_reset_begins_as_a_first_start_does()
    {
        registry.Publish("a", "1.0.0");
        feed.Tell("a");
        await using (await StartAsync(registry, store, feed))
        {
            await FollowedToAsync(store, "1");
        }

        await using var service = await StartAsync(
            registry,
            store,
            feed,
            configure: options => (options.Since, options.All, options.IsReset) = ("0", true, true)
        );

        await Service.Eventually(() => store["a"] is not null);
    }

    [Fact]
    public async Task Packages_that_the_graph_does_not_have_are_not_asked_for_unless_all_are_wanted()
    {
        registry.Publish("known", "1.0.0").Publish("other", "1.0.0");
        await using (var service = await StartAsync(registry, store, feed))
        {
            await service.SetAsync("known");
            await FollowedToAsync(store, "0");
            feed.Tell("other", "known", "_design/app", "no such name", "other");
            await FollowedToAsync(store, "5");
        }

        registry.Asked("other").ShouldBe(0);
        registry.Asked("known").ShouldBe(2);

        await using var all = await StartAsync(registry, store, feed, configure: All);
        feed.Tell("other").TellDeleted("never-seen");

        await FollowedToAsync(store, "7");
        store["other"]!.Head!.Latest.ShouldBe("1.0.0");
        registry.Asked("never-seen").ShouldBe(0);
    }

    [Fact]
    public async Task A_deleted_package_becomes_missing_and_one_that_was_missing_is_found_when_it_is_published()
    {
        registry.Publish("leaving", "1.0.0");
        await using var service = await StartAsync(registry, store, feed);
        await service.SetAsync("leaving");
        (await service.Session().GetPackageAsync("coming")).Head.ShouldBeNull();
        await FollowedToAsync(store, "0");
        registry.Unpublish("leaving").Publish("coming", "1.0.0");

        feed.TellDeleted("leaving").Tell("coming");

        await FollowedToAsync(store, "2");
        store["leaving"]!.Head.ShouldBeNull();
        store["coming"]!.Head!.Latest.ShouldBe("1.0.0");
    }

    [Fact]
    public async Task Many_pages_are_read_one_behind_another_with_a_bounded_number_of_requests()
    {
        var names = Enumerable.Range(0, 50).Select(i => $"p{i}").ToArray();
        foreach (var name in names)
        {
            registry.Publish(name, "1.0.0");
        }

        feed.Tell(names);
        await using var service = await StartAsync(
            registry,
            store,
            feed,
            configure: options =>
                (options.Since, options.All, options.PageSize, options.Concurrency) = ("0", true, 7, 3)
        );

        await FollowedToAsync(store, "50");

        store.Names.ShouldBe(names, ignoreOrder: true);
        registry.Total.ShouldBe(50);
        registry.MostInFlight.ShouldBeLessThanOrEqualTo(3);
        feed.Asked.Take(8).Select(asked => asked.Since).ShouldBe(["0", "7", "14", "21", "28", "35", "42", "49"]);
    }

    [Fact]
    public async Task A_feed_that_gives_fewer_changes_than_it_is_asked_for_is_read_on_without_a_pause()
    {
        feed.MostAtOnce = 200;
        feed.Tell([.. Enumerable.Range(0, 450).Select(i => $"p{i}")]);

        await using var service = await StartAsync(
            registry,
            store,
            feed,
            configure: options => (options.Since, options.Interval) = ("0", TimeSpan.FromHours(1))
        );

        await FollowedToAsync(store, "450");
        feed.Asked.Select(asked => asked.Since).ShouldBe(["0", "200", "400"]);
    }

    [Fact]
    public async Task The_position_stays_before_a_page_whose_packages_are_not_stored()
    {
        registry.Publish("a", "1.0.0");
        feed.Tell("a");
        registry.Hold("a");
        await using (await StartAsync(registry, store, feed, configure: AllSinceBegin))
        {
            await Service.Eventually(() => registry.Asked("a") == 1);
            (await PositionAsync(store)).ShouldBe("0");
        }

        // The stop came before the answer: the next run asks again.
        registry.Release("a");
        await using var service = await StartAsync(registry, store, feed, configure: AllSinceBegin);

        await FollowedToAsync(store, "1");
        store["a"]!.Head!.Latest.ShouldBe("1.0.0");
    }

    [Fact]
    public async Task A_store_that_fails_holds_the_position_until_it_takes_writes_again()
    {
        registry.Publish("a", "1.0.0");
        var time = new ManualTime();
        await using var service = await StartAsync(registry, store, feed, time, AllSinceBegin);
        await FollowedToAsync(store, "0", () => time.Advance(TimeSpan.FromMilliseconds(10)));
        store.WriteFailure = new StoreException(StoreFailure.Unavailable, "The disk is full.");
        feed.Tell("a");
        var status = service.Get<FollowStatus>();
        await Service.Eventually(() => status.Problem is not null, () => time.Advance(TimeSpan.FromMilliseconds(100)));

        (await PositionAsync(store)).ShouldBe("0");
        status.Problem!.ShouldContain("The disk is full.");
        store.WriteFailure = null;

        await FollowedToAsync(store, "1", () => time.Advance(TimeSpan.FromMilliseconds(100)));
        store["a"]!.Head!.Latest.ShouldBe("1.0.0");
        await Service.Eventually(() => status.Problem is null, () => time.Advance(TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public async Task What_the_store_does_not_take_is_owed_and_brought_when_it_does()
    {
        registry.Publish("a", "1.0.0").Publish("b", "1.0.0");
        store.IsPoison = name => name == "b";
        var time = new ManualTime();
        feed.Tell("a", "b");
        await using var service = await StartAsync(registry, store, feed, time, AllSinceBegin);
        await FollowedToAsync(store, "2", () => time.Advance(TimeSpan.FromMilliseconds(10)));
        (await OwedAsync(store)).ShouldContain("b");

        store.IsPoison = _ => false;

        await Service.Eventually(() => OwedAsync(store).Result.Count == 0, () => time.Advance(TimeSpan.FromSeconds(1)));
        store["b"]!.Head!.Latest.ShouldBe("1.0.0");
    }

    [Fact]
    public async Task A_package_that_cannot_be_had_is_owed_while_the_others_go_on_and_survives_a_restart()
    {
        registry.Publish("bad", "1.0.0").Publish("good", "1.0.0").Publish("later", "1.0.0");
        registry.Fail("bad");
        var time = new ManualTime();
        feed.Tell("bad", "good");
        await using (await StartAsync(registry, store, feed, time, AllSinceBegin))
        {
            await FollowedToAsync(store, "2", () => time.Advance(TimeSpan.FromMilliseconds(10)));
            feed.Tell("later");
            await FollowedToAsync(store, "3", () => time.Advance(TimeSpan.FromMilliseconds(10)));
            store["good"].ShouldNotBeNull();
            store["later"].ShouldNotBeNull();
            (await OwedAsync(store)).ShouldBe(["bad"]);
        }

        registry.Mend("bad");
        await using var service = await StartAsync(registry, store, feed, time, AllSinceBegin);

        await Service.Eventually(() => OwedAsync(store).Result.Count == 0, () => time.Advance(TimeSpan.FromSeconds(1)));
        store["bad"]!.Head!.Latest.ShouldBe("1.0.0");
    }

    [Fact]
    public async Task An_owed_package_is_tried_again_with_growing_pauses_until_it_is_had()
    {
        registry.Publish("bad", "1.0.0");
        registry.Fail("bad");
        var time = new ManualTime();
        feed.Tell("bad");
        await using var service = await StartAsync(registry, store, feed, time, AllSinceBegin);
        await Service.Eventually(() => registry.Asked("bad") == 1, () => time.Advance(TimeSpan.FromMilliseconds(10)));

        await Service.Eventually(() => registry.Asked("bad") >= 4, () => time.Advance(TimeSpan.FromSeconds(1)));
        registry.Mend("bad");

        await Service.Eventually(() => store["bad"] is not null, () => time.Advance(TimeSpan.FromSeconds(1)));
        await Service.Eventually(() => OwedAsync(store).Result.Count == 0, () => time.Advance(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task What_nobody_can_have_is_passed_over()
    {
        registry.Publish("broken", "1.0.0").Publish("a", "1.0.0");
        registry.Fail("broken", FailureKind.TooLarge, isRetryable: false);
        feed.Tell("broken", "a");

        await using var service = await StartAsync(registry, store, feed, configure: AllSinceBegin);

        await FollowedToAsync(store, "2");
        (await OwedAsync(store)).ShouldBeEmpty();
        store.Names.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_registry_that_is_down_for_more_packages_than_may_be_owed_makes_the_feed_wait()
    {
        var names = Enumerable.Range(0, FollowService.MostOwed + 2).Select(i => $"p{i}").ToArray();
        foreach (var name in names)
        {
            registry.Publish(name, "1.0.0");
        }

        registry.Down = new(FailureKind.Unavailable, "The registry is down.", null, IsRetryable: true);
        var time = new ManualTime();
        feed.Tell(names).Tell("behind");
        await using var service = await StartAsync(
            registry,
            store,
            feed,
            time,
            options => (options.Since, options.All, options.PageSize) = ("0", true, names.Length)
        );
        await FollowedToAsync(store, $"{names.Length}", () => time.Advance(TimeSpan.FromMilliseconds(10)));
        var status = service.Get<FollowStatus>();
        await Service.Eventually(() => status.Problem is not null);
        status.Problem!.ShouldContain($"{names.Length} packages that changed cannot be had");
        feed.Asked.Count.ShouldBe(1);

        registry.Down = null;

        await FollowedToAsync(store, $"{names.Length + 1}", () => time.Advance(TimeSpan.FromSeconds(1)));
        store.Names.Count(name => name.StartsWith('p')).ShouldBe(names.Length);
        (await OwedAsync(store)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_feed_that_fails_is_asked_again_after_growing_pauses_and_not_before_it_wants_to()
    {
        var time = new ManualTime();
        await using var service = await StartAsync(registry, store, feed, time);
        await FollowedToAsync(store, "0", () => time.Advance(TimeSpan.FromMilliseconds(10)));
        feed.Failure = new FeedException("The feed is tired.") { RetryAfter = TimeSpan.FromHours(1) };
        var status = service.Get<FollowStatus>();
        await Service.Eventually(() => status.Problem is not null, () => time.Advance(TimeSpan.FromMilliseconds(10)));
        var asked = feed.Asked.Count;
        status.Problem!.ShouldContain("The feed is tired.");

        for (var minutes = 0; minutes < 50; minutes++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        feed.Asked.Count.ShouldBe(asked);
        feed.Failure = null;
        registry.Publish("a", "1.0.0");
        await Service.Eventually(() => status.Problem is null, () => time.Advance(TimeSpan.FromSeconds(30)));
        feed.Asked.Count.ShouldBeGreaterThan(asked);
    }

    [Fact]
    public async Task A_feed_that_goes_backwards_moves_nothing_and_is_told_of()
    {
        registry.Publish("a", "1.0.0");
        feed.Tell("x", "x", "x");
        await using var service = await StartAsync(registry, store, feed, configure: All);
        await FollowedToAsync(store, "3");

        feed.Answer = (_, _) =>
            new FeedPage([new FeedChange("a", false)], 1, new FeedSequence("1"), new FeedSequence("1"));

        var status = service.Get<FollowStatus>();
        await Service.Eventually(() => status.Problem is not null);
        status.Problem!.ShouldContain("ends at 1, and was followed to 3");
        status.Problem!.ShouldContain("--reset");
        (await PositionAsync(store)).ShouldBe("3");
        store["a"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_full_page_that_leads_nowhere_is_not_asked_for_without_a_pause()
    {
        var time = new ManualTime();
        feed.Answer = (since, limit) =>
            new FeedPage(
                [new FeedChange("x", false)],
                limit,
                new FeedSequence($"{since}"),
                new FeedSequence($"{since}")
            );
        await using var service = await StartAsync(
            registry,
            store,
            feed,
            time,
            options => (options.Since, options.Interval) = ("0", TimeSpan.FromMinutes(1))
        );

        await Service.Eventually(() => service.Get<FollowStatus>().Changes == 1_000);
        await Service.Eventually(() => feed.Asked.Count == 2, () => time.Advance(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Sequences_that_are_texts_are_handed_back_as_they_came()
    {
        registry.Publish("a", "1.0.0");
        var texts = new TextFeed();
        await using var service = await Service.StartAsync(registry, store, add: services => texts.AddTo(services));

        await Service.Eventually(() => store.ReadPositionAsync("feed texts").Result?.Contains("3-abc") == true);

        await Service.Eventually(() => texts.Asked.Count >= 3);
        texts.Asked.Take(3).ShouldBe(["1-first", "2-g1AAAA/+=", "3-abc"]);
        store["a"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_asked_for_in_smaller_parts()
    {
        registry.Publish("a", "1.0.0");
        feed.Tell("a", "a", "a", "a", "a");
        feed.Answer = (_, limit) => limit <= 2 ? null : throw new FeedException("Too large.") { IsTooLarge = true };

        await using var service = await StartAsync(
            registry,
            store,
            feed,
            configure: options => (options.Since, options.PageSize) = ("0", 10)
        );

        await FollowedToAsync(store, "5");
        service.Get<FollowStatus>().Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_processes_on_a_store_one_follows_and_the_other_takes_over_when_it_stops()
    {
        registry.Publish("a", "1.0.0").Publish("b", "1.0.0");
        var first = await StartAsync(registry, store, feed, configure: AllSinceBegin);
        await FollowedToAsync(store, "0");
        var otherFeed = new ScriptedFeed().Tell("a", "b");
        await using var second = await StartAsync(
            registry,
            store,
            otherFeed,
            configure: AllSinceBegin,
            role: IngestionRole.Follower
        );
        feed.Tell("a");
        await FollowedToAsync(store, "1");
        otherFeed.Asked.ShouldBeEmpty();

        await first.DisposeAsync();

        await FollowedToAsync(store, "2");
        store["b"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_request_that_was_under_way_when_the_change_was_told_of_is_not_taken_for_its_answer()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await StartAsync(registry, store, feed);
        await service.SetAsync("a");
        await FollowedToAsync(store, "0");
        registry.Hold("a");
        var earlier = service.Loader.RevalidateAsync("a", TestContext.Current.CancellationToken);
        await Service.Eventually(() => registry.Asked("a") == 2);

        feed.Tell("a");
        await Service.Eventually(() => service.Get<FollowStatus>().Changes == 1);
        registry.Release("a");
        await earlier;

        await FollowedToAsync(store, "1");
        registry.Asked("a").ShouldBe(3);
    }

    private static void All(FollowOptions options) => options.All = true;

    private static void AllSinceBegin(FollowOptions options) => (options.All, options.Since) = (true, "0");
}
