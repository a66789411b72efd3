using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Contract;

/// <summary>The relationships as another program reads them.</summary>
public abstract class RelationContract(IStorePlace place) : StoreContract(place)
{
    [Fact]
    public async Task The_latest_and_the_answered_versions_are_there_when_the_commit_is()
    {
        await ReopenAsync(ProjectionSpeed.Suspended);

        await CommitAsync(Write(Head("a", "1.0.0: b@1", "2.0.0: b@2", "3.0.0: b@3", "4.0.0: b@4"), Noon, answered: 1));

        await EdgesShouldBeAsync("a@2.0.0 PROD b 2 b", "a@4.0.0 PROD b 4 b");
        await LatestEdgesShouldBeAsync("a PROD b 4 b");
    }

    [Fact]
    public async Task A_version_answered_later_is_added_to_the_head_that_is_stored()
    {
        await ReopenAsync(ProjectionSpeed.Suspended);
        var head = Head("a", "1.0.0: b@1", "2.0.0: b@2", "3.0.0: b@3");
        await CommitAsync(Write(head));

        await CommitAsync(Write(head, Noon, answered: 0));

        await EdgesShouldBeAsync("a@1.0.0 PROD b 1 b", "a@3.0.0 PROD b 3 b");
    }

    [Fact]
    public async Task Kinds_aliases_and_specs_without_a_package_are_kept()
    {
        await CommitAsync(
            Write(Head("a", "1.0.0: other@npm:real@^2 git@github:x/y dev:d@1 peer:p@1 optional:o@1 odd@npm:@"))
        );

        await EdgesShouldBeAsync(
            "a@1.0.0 DEV d 1 d",
            "a@1.0.0 OPTIONAL o 1 o",
            "a@1.0.0 PEER p 1 p",
            "a@1.0.0 PROD git github:x/y -",
            "a@1.0.0 PROD odd npm:@ -",
            "a@1.0.0 PROD other npm:real@^2 real"
        );
        await LatestEdgesShouldBeAsync(
            "a DEV d 1 d",
            "a OPTIONAL o 1 o",
            "a PEER p 1 p",
            "a PROD other npm:real@^2 real"
        );
    }

    [Fact]
    public async Task One_package_may_be_declared_under_two_names_and_in_two_kinds()
    {
        await CommitAsync(Write(Head("a", "1.0.0: b@^1 second@npm:b@^1 peer:b@^1")));

        string[] edges = ["PROD b ^1 b", "PROD second npm:b@^1 b", "PEER b ^1 b"];
        await EdgesShouldBeAsync([.. edges.Select(edge => $"a@1.0.0 {edge}")]);
        await LatestEdgesShouldBeAsync([.. edges.Select(edge => $"a {edge}")]);
    }

    [Fact]
    public async Task An_empty_range_is_a_range()
    {
        await CommitAsync(
            Write(
                JsonHead(
                    """{ "name": "a", "versions": { "1.0.0": { "version": "1.0.0", "dependencies": { "b": "" } } } }"""
                )
            )
        );
        await CaughtUpAsync();

        await EdgesShouldBeAsync("a@1.0.0 PROD b  b");
    }

    [Fact]
    public async Task Latest_edges_follow_the_head()
    {
        await CommitAsync(Write(Head("a", "1.0.0: b@1 c@1 e@1")));
        await CommitAsync(Write(Head("a", "1.0.0: b@1 c@1 e@1", "1.1.0: b@1 d@1 e@2"), Noon.AddMinutes(1)));

        await LatestEdgesShouldBeAsync("a PROD b 1 b", "a PROD d 1 d", "a PROD e 2 e");
    }

    [Fact]
    public async Task The_projection_stores_every_version_once()
    {
        var head = Large("a", 300);
        await CommitAsync(Write(head, Noon, answered: [7, 250]));
        await CaughtUpAsync();

        await EdgesShouldBeAsync([.. RelationText.Of(head)]);
        (await Place.CountVersionsAsync()).ShouldBe(300);
    }

    [Fact]
    public async Task The_projection_goes_on_where_it_was_stopped()
    {
        var head = Large("a", 400);
        await ReopenAsync(ProjectionSpeed.Halting);
        await CommitAsync(Write(head));
        await EventuallyAsync(Place.CountVersionsAsync, count => count > 1);
        await Store.DisposeAsync();
        (await Place.CountVersionsAsync()).ShouldBeLessThan(400);

        await ReopenAsync();
        await CaughtUpAsync();

        await EdgesShouldBeAsync([.. RelationText.Of(head)]);
    }

    [Fact]
    public async Task What_one_process_leaves_to_others_is_projected_by_them()
    {
        await ReopenAsync(ProjectionSpeed.Suspended);
        var heads = Enumerable.Range(0, 20).Select(i => Large($"p{i}", 5)).ToList();
        foreach (var head in heads)
            await CommitAsync(Write(head));
        (await Store.GetStatisticsAsync(Cancel)).PendingPackages.ShouldBe(heads.Count);

        await using var other = CreateAnother();
        await other.OpenAsync(Cancel);
        await CaughtUpAsync();

        await EdgesShouldBeAsync([.. heads.SelectMany(RelationText.Of)]);
    }

    [Fact]
    public async Task Withdrawn_and_altered_versions_lose_their_former_relations()
    {
        await CommitAsync(Write(Head("a", "1.0.0: b@1", "2.0.0: b@2", "3.0.0: b@3")));
        await CaughtUpAsync();
        var altered = Head("a", "1.0.0: b@1", "3.0.0: b@9", "4.0.0: b@9");

        await CommitAsync(Write(altered, Noon.AddMinutes(1)));
        await CaughtUpAsync();

        await EdgesShouldBeAsync([.. RelationText.Of(altered)]);
        (await Place.CountVersionsAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task The_latest_version_may_be_altered()
    {
        await CommitAsync(Write(Head("a", "1.0.0: b@1 c@1")));
        var altered = Head("a", "1.0.0: b@2 d@1");

        await CommitAsync(Write(altered, Noon.AddMinutes(1)));
        await CaughtUpAsync();

        await EdgesShouldBeAsync([.. RelationText.Of(altered)]);
        await LatestEdgesShouldBeAsync([.. RelationText.OfLatest(altered)]);
    }

    [Fact]
    public async Task A_damaged_head_keeps_its_relations_and_gets_the_others_when_it_is_written_anew()
    {
        await ReopenAsync(ProjectionSpeed.Suspended);
        var write = Write(Head("a", "1.0.0: b@1", "2.0.0: b@2", "3.0.0: c@1 b@3"));
        await CommitAsync(write);
        await Place.DamageHeadAsync("a");

        await ReopenAsync();
        await CommitAsync(Write(Large("later", 5)));
        await EventuallyAsync(
            async () => (await Store.GetStatisticsAsync(Cancel)).PendingPackages,
            pending => pending == 1
        );
        (await Place.ReadLatestEdgesAsync()).ShouldContain("a PROD c 1 c");
        (await LoadAsync("a")).ShouldBeNull();

        await CommitAsync(write with { FetchedAt = Noon.AddHours(1) });
        await CaughtUpAsync();

        (await LoadAsync("a")).ShouldNotBeNull().Head!.Latest.ShouldBe("3.0.0");
        (await Place.ReadEdgesAsync())
            .Where(edge => edge.StartsWith("a@", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ShouldBe(RelationText.Of(write.Head!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_package_that_vanished_leaves_no_relations()
    {
        await CommitAsync(Write(Large("a", 30)));
        await CaughtUpAsync();

        await CommitAsync(Missing("a", Noon.AddMinutes(1)));
        await CaughtUpAsync();

        await EdgesShouldBeAsync();
        await LatestEdgesShouldBeAsync();
        (await Place.CountVersionsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_package_that_comes_back_has_the_relations_of_its_new_head()
    {
        await CommitAsync(Write(Head("a", "1.0.0: b@1", "2.0.0: b@2")));
        await CommitAsync(Missing("a", Noon.AddMinutes(1)));
        var back = Head("a", "2.0.0: c@2", "3.0.0: c@3");

        await CommitAsync(Write(back, Noon.AddMinutes(2)));
        await CaughtUpAsync();

        await EdgesShouldBeAsync([.. RelationText.Of(back)]);
        await LatestEdgesShouldBeAsync([.. RelationText.OfLatest(back)]);
    }

    private async Task EdgesShouldBeAsync(params string[] edges) =>
        (await Place.ReadEdgesAsync()).Order(StringComparer.Ordinal).ShouldBe(edges.Order(StringComparer.Ordinal));

    private async Task LatestEdgesShouldBeAsync(params string[] edges) =>
        (await Place.ReadLatestEdgesAsync())
            .Order(StringComparer.Ordinal)
            .ShouldBe(edges.Order(StringComparer.Ordinal));
}
