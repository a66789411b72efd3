using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Contract;

public abstract class StatisticsContract(IStorePlace place) : StoreContract(place)
{
    [Fact]
    public async Task An_empty_graph_has_nothing_and_no_oldest_fetch()
    {
        var statistics = await Store.GetStatisticsAsync(Cancel);

        statistics.ShouldBe(
            new GraphStatistics
            {
                Packages = 0,
                Versions = 0,
                Dependencies = 0,
                MissingPackages = 0,
                PendingPackages = 0,
                LastSequence = 0,
                OldestFetch = null,
                QueuedIngestions = 0,
            }
        );
    }

    [Fact]
    public async Task Packages_versions_and_dependencies_are_counted()
    {
        await CommitAsync(Write(Head("a", "1.0.0: b@1 dev:c@1", "2.0.0: b@2"), Noon.AddHours(1)));
        await CommitAsync(Write(Head("b", "1.0.0"), Noon.AddHours(2)));
        await CommitAsync(Missing("c"));

        var statistics = await Store.GetStatisticsAsync(Cancel);

        (statistics.Packages, statistics.Versions, statistics.Dependencies).ShouldBe((2, 3, 3));
        statistics.MissingPackages.ShouldBe(1);
        statistics.OldestFetch.ShouldBe(Noon.AddHours(1));
        statistics.LastSequence.ShouldBe(3);
    }

    [Fact]
    public async Task Counts_follow_when_a_head_changes_and_when_its_package_vanishes()
    {
        await CommitAsync(Write(Head("a", "1.0.0: b@1", "2.0.0: b@2")));
        await CommitAsync(Write(Head("a", "2.0.0: b@2"), Noon.AddHours(1)));
        var after = await Store.GetStatisticsAsync(Cancel);
        (after.Packages, after.Versions, after.Dependencies).ShouldBe((1, 1, 1));

        await CommitAsync(Missing("a", Noon.AddHours(2)));
        after = await Store.GetStatisticsAsync(Cancel);
        (after.Packages, after.Versions, after.Dependencies, after.MissingPackages).ShouldBe((0, 0, 0, 1));
    }

    [Fact]
    public async Task The_projection_catches_up_with_what_was_committed()
    {
        await Store.CommitAsync([Write(Large("a", 40)), Write(Large("b", 40)), Missing("c")], Cancel);

        var statistics = await CaughtUpAsync();

        statistics.Versions.ShouldBe(80);
        statistics.Dependencies.ShouldBe(240);
    }
}
