using DepGraph.Npm.Packuments;
using DepGraph.Storage.Neo4j.Heads;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Neo4j.Heads;

/// <summary>What a reader may see while one commit is becoming visible, part by part.</summary>
public sealed class HeadSnapshotTests
{
    private static readonly PackageHead One = Head("a", "1.0.0");
    private static readonly PackageHead Other = Head("b", "2.0.0");

    [Fact]
    public void What_is_older_than_the_newest_commit_is_of_one_moment() =>
        Snapshot(first: 5, last: 6, changed: ["x", "y"], settled: 0, Stored(One, 3), Stored(Other, 4))
            .IsConsistent.ShouldBeTrue();

    [Fact]
    public void All_that_the_newest_commit_changed_is_of_one_moment() =>
        Snapshot(first: 5, last: 6, changed: ["a", "b"], settled: 0, Stored(One, 5), Stored(Other, 6))
            .IsConsistent.ShouldBeTrue();

    [Fact]
    public void One_that_the_newest_commit_did_not_change_does_not_matter() =>
        Snapshot(first: 5, last: 5, changed: ["a"], settled: 0, Stored(One, 5), Stored(Other, 2))
            .IsConsistent.ShouldBeTrue();

    [Fact]
    public void A_part_of_the_newest_commit_is_of_no_moment() =>
        Snapshot(first: 5, last: 6, changed: ["a", "b"], settled: 0, Stored(One, 5), Stored(Other, 4))
            .IsConsistent.ShouldBeFalse();

    [Fact]
    public void A_package_that_enters_the_graph_with_the_newest_commit_must_be_seen_with_the_rest_of_it() =>
        Snapshot(first: 5, last: 6, changed: ["a", "b"], settled: 0, Stored(One, 5), default)
            .IsConsistent.ShouldBeFalse();

    [Fact]
    public void While_nobody_can_say_what_the_newest_commit_changed_a_part_of_it_is_of_no_moment()
    {
        Snapshot(first: 5, last: 6, changed: null, settled: 0, Stored(One, 5), Stored(Other, 6))
            .IsConsistent.ShouldBeFalse();
        Snapshot(first: 5, last: 6, changed: null, settled: 0, Stored(One, 3), Stored(Other, 4))
            .IsConsistent.ShouldBeTrue();
    }

    [Fact]
    public void What_came_after_the_newest_commit_that_was_seen_is_of_another_moment() =>
        Snapshot(first: 5, last: 6, changed: [], settled: 6, Stored(One, 7), Stored(Other, 4))
            .IsConsistent.ShouldBeFalse();

    [Fact]
    public void A_commit_that_is_known_to_be_visible_as_a_whole_leaves_no_doubt() =>
        Snapshot(first: 5, last: 6, changed: [], settled: 6, Stored(One, 5), Stored(Other, 4))
            .IsConsistent.ShouldBeTrue();

    [Fact]
    public void A_head_that_is_not_its_records_is_doubtful_until_it_is_known_to_be_damaged()
    {
        var stored = Stored(One, 3) with { Data = HeadCodec.Encode(Head("a", "9.9.9")) };
        var snapshot = Snapshot(first: 1, last: 4, changed: [], settled: 4, stored, Stored(Other, 4));
        var damaged = new DamagedHeads();

        snapshot.TryMakeRecords(damaged, out _).ShouldBeFalse();
        damaged.Add("a");

        snapshot.TryMakeRecords(damaged, out var records).ShouldBeTrue();
        records.Select(record => record?.Name).ShouldBe([null, "b"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_does_not_decode_is_named_with_its_damage(bool isRecord)
    {
        var stored = isRecord ? new StoredHead { IsBroken = true } : Stored(One, 3) with { Data = [1, 2, 3] };
        var named = new List<string>();

        var records = Snapshot(first: 1, last: 4, changed: [], settled: 4, stored, Stored(Other, 4))
            .MakeRecords((name, damage) => named.Add($"{name} {damage}"));

        records.Select(record => record?.Name).ShouldBe([null, "b"]);
        named.ShouldHaveSingleItem().ShouldStartWith("a does not decode");
    }

    private static StoredHead Stored(PackageHead head, long sequence) =>
        new()
        {
            Data = HeadCodec.Encode(head),
            Package = new StoredPackage
            {
                State = PackageState.Known,
                Sequence = sequence,
                Revision = sequence,
                ContentHash = head.ContentHash,
                FetchedAt = Noon,
            },
        };

    private static HeadSnapshot Snapshot(
        long first,
        long last,
        string[]? changed,
        long settled,
        params StoredHead[] heads
    ) => new(["a", "b"], heads, new NewestCommit(first, last, changed?.Length ?? 0, 0), changed, settled);
}
