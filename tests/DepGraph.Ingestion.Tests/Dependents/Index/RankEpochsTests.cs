using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Dependents.Index;

public sealed class RankEpochsTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ManualTime time = new();
    private readonly DependentsIndex index = new(
        new DependentsState(FlatDependents.None, new RangeTexts()),
        long.MaxValue
    );

    [Fact]
    public void The_numbers_of_an_epoch_stay_while_the_graph_changes()
    {
        Depend("x", on: "a");
        var epoch = Current();
        Depend("y", on: "a");
        Depend("a", on: "b");

        Current().ShouldBeSameAs(epoch);
        (RankOf(epoch, "a"), RankOf(epoch, "b"), RankOf(epoch, "y")).ShouldBe((1, 0, 0));
    }

    [Fact]
    public void The_next_epoch_has_the_numbers_of_its_own_time_and_the_one_before_still_holds()
    {
        Depend("x", on: "a");
        var first = Current();
        time.Advance(Lifetime);
        Depend("y", on: "a");
        var second = Current();

        second.Id.ShouldNotBe(first.Id);
        (RankOf(first, "a"), RankOf(second, "a")).ShouldBe((1, 2));
        Epochs.Find(first.Id).ShouldBeSameAs(first);

        time.Advance(Lifetime);
        Current().Id.ShouldNotBe(second.Id);
        (Epochs.Find(first.Id), Epochs.Find(second.Id)).ShouldBe((null, second));
        Epochs.Find("unknown").ShouldBeNull();
    }

    [Fact]
    public void A_compaction_gives_packages_other_numbers_and_leaves_their_ranks()
    {
        Depend("x", on: "zz");
        Depend("y", on: "zz");
        Depend("zz", on: "b");
        var before = Current();
        Depend("aa", on: "a");
        index.Compact();

        var after = Epochs.Find(before.Id).ShouldNotBeNull();
        (RankOf(after, "zz"), RankOf(after, "b"), RankOf(after, "a")).ShouldBe((2, 1, 0));
        Current().Id.ShouldBe(before.Id);
    }

    [Fact]
    public void A_package_that_vanishes_and_returns_has_its_rank_in_the_epoch_again()
    {
        Depend("x", on: "a");
        Depend("a", on: "b");
        var epoch = Current();
        index.Apply("x", []);
        index.Apply("a", []);
        index.Compact();
        Depend("a", on: "b");

        RankOf(Epochs.Find(epoch.Id)!, "a").ShouldBe(1);
    }

    private RankEpochs Epochs => index.State.Ranks;

    private RankEpoch Current() => Epochs.Current(index.State, time, Lifetime);

    private int RankOf(RankEpoch epoch, string package) => epoch.Of(index.State.Names.Find(package));

    private void Depend(string source, string on) =>
        index.Apply(source, [new PackageEdge(on, DependencyKind.Prod, on, 1, "*")]);
}
