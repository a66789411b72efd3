using DepGraph.Npm.Packuments;
using DepGraph.Storage.Neo4j.Heads;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Neo4j.Heads;

/// <summary>What a batch does to what is stored, beyond what the contract shows from outside.</summary>
public sealed class CommitPlanTests
{
    private static readonly PackageHead One = Head("a", "1.0.0: b@1");
    private static readonly PackageHead Two = Head("a", "1.0.0: b@1", "2.0.0: b@2");

    [Fact]
    public void A_new_package_of_which_all_versions_go_with_the_commit_leaves_no_work()
    {
        var change = Apply(Subject(), Write(One));

        change.LeavesWork().ShouldBeFalse();
        change.MissingNodes().Select(node => node.Purl).ShouldBe(["pkg:npm/a@1.0.0"]);
    }

    [Fact]
    public void Versions_that_do_not_go_with_the_commit_leave_work() =>
        Apply(Subject(), Write(Two)).LeavesWork().ShouldBeTrue();

    [Fact]
    public void Versions_that_may_have_to_go_leave_work() =>
        Apply(Subject(Stored(Two)), Write(One, Noon.AddHours(1))).LeavesWork().ShouldBeTrue();

    [Fact]
    public void A_full_document_of_a_stored_head_leaves_work_for_its_versions()
    {
        var packument = Full("a", "text", "1.0.0");
        var subject = Subject(Stored(packument.Head));

        Apply(subject, WithFull(packument)).LeavesWork().ShouldBeTrue();
        Apply(Subject(), WithFull(packument)).LeavesWork().ShouldBeFalse();
    }

    [Fact]
    public void A_confirmation_takes_no_number_and_leaves_no_work()
    {
        var plan = Plan(Subject(Stored(One)));

        plan.Apply(Write(One, Noon.AddHours(1))).Outcome.ShouldBe(HeadCommitOutcome.Confirmed);

        plan.Sequenced.ShouldBeEmpty();
        plan.Changes.ShouldHaveSingleItem().LeavesWork().ShouldBeFalse();
        plan.Totals.Sequence.ShouldBe(4);
    }

    [Fact]
    public void Two_writes_of_a_batch_take_a_number_each_and_leave_the_later_head()
    {
        var plan = Plan(Subject());

        plan.Apply(Write(One)).Sequence.ShouldBe(5);
        plan.Apply(Write(Two, Noon.AddHours(1))).Sequence.ShouldBe(6);

        var change = plan.Sequenced.ShouldHaveSingleItem();
        change.Head!.ContentHash.ShouldBe(Two.ContentHash);
        (plan.Totals.Packages, plan.Totals.Versions, plan.Totals.Dependencies).ShouldBe((1, 2, 2));
        plan.Gains.ShouldHaveSingleItem().Versions.ShouldBe(["2.0.0"]);
    }

    [Fact]
    public void A_head_that_is_known_to_be_damaged_is_stored_again_without_a_number()
    {
        var damaged = new DamagedHeads();
        damaged.Add("a");
        var plan = Plan(Subject(Stored(One)), damaged);

        plan.Apply(Write(One, Noon.AddHours(1))).Outcome.ShouldBe(HeadCommitOutcome.Confirmed);

        plan.Changes.ShouldHaveSingleItem().Head.ShouldNotBeNull();
    }

    [Fact]
    public void Nobody_knows_what_a_head_that_does_not_decode_had_so_nothing_was_gained()
    {
        var plan = Plan(Subject(Stored(One)) with { FormerHead = [1, 2, 3] });

        plan.Apply(Write(Two, Noon.AddHours(1))).Outcome.ShouldBe(HeadCommitOutcome.Changed);

        plan.Gains.ShouldBeEmpty();
    }

    private static HeadWrite WithFull(Packument packument) =>
        Write(packument.Head, Noon.AddHours(1)) with
        {
            Full = new DocumentAspect(null, null, Noon),
            Details = packument.Details,
        };

    private static PackageChange Apply(CommitSubject subject, HeadWrite write)
    {
        var plan = Plan(subject);
        plan.Apply(write);
        return plan.Changes.ShouldHaveSingleItem();
    }

    private static CommitPlan Plan(CommitSubject subject, DamagedHeads? damaged = null) =>
        new(
            new GraphTotals
            {
                Sequence = 4,
                Packages = subject.Package.State == PackageState.Known ? 1 : 0,
                Missing = 0,
                Versions = subject.Package.Versions,
                Dependencies = subject.Package.Dependencies,
            },
            new Dictionary<string, CommitSubject> { ["a"] = subject },
            damaged ?? new DamagedHeads(),
            new DamagedHeads()
        );

    private static StoredPackage Stored(PackageHead head) =>
        new()
        {
            State = PackageState.Known,
            Sequence = 3,
            Revision = 3,
            Versions = head.Count,
            Dependencies = head.DependencyCount,
            ContentHash = head.ContentHash,
            FetchedAt = Noon,
        };

    private static CommitSubject Subject(StoredPackage? stored = null) =>
        new()
        {
            Place = 0,
            Package = stored ?? StoredPackage.None,
            IsPending = false,
            Shapes = new Dictionary<string, long>(),
            LatestEdges = new HashSet<LatestEdge>(),
        };
}
