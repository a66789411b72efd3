using DepGraph.Npm.Packuments;
using DepGraph.Storage.Neo4j.Relations;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Neo4j.Relations;

/// <summary>What the projection finds to do, and in which pieces.</summary>
public sealed class PendingPackageTests
{
    private static readonly PackageHead Three = Head("a", "1.0.0: b@1 c@1", "2.0.0: b@2 c@2", "3.0.0: b@3 c@3");

    [Fact]
    public void Only_what_differs_is_written()
    {
        var former = Head("a", "0.9.0: b@1", "1.0.0: b@1 c@1", "2.0.0: b@9");
        var package = Pending(Three, Stored(former));

        var slice = Next(package, budget: 1000);

        slice.Gone.ShouldBe(["pkg:npm/a@0.9.0"]);
        slice.Altered.Select(node => node.Purl).ShouldBe(["pkg:npm/a@2.0.0"]);
        slice.Added.Select(node => node.Purl).ShouldBe(["pkg:npm/a@3.0.0"]);
        slice.Informed.ShouldBeEmpty();
        slice.IsLast.ShouldBeTrue();
    }

    [Fact]
    public void What_only_the_full_document_says_is_added_without_touching_relationships()
    {
        var packument = Full("a", "text", "1.0.0: b@1");
        var stored = Stored(packument.Head).Select(version => version with { Facts = version.Facts + 1 });

        var slice = Next(Pending(packument.Head, [.. stored]), budget: 1000);

        slice.Informed.Select(node => node.Purl).ShouldBe(["pkg:npm/a@1.0.0"]);
        (slice.Added.Count, slice.Altered.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void Nothing_to_do_is_one_empty_slice()
    {
        var slice = Next(Pending(Three, Stored(Three)), budget: 1000);

        (slice.Added.Count, slice.Altered.Count, slice.Informed.Count, slice.Gone.Count).ShouldBe((0, 0, 0, 0));
        slice.IsLast.ShouldBeTrue();
    }

    [Fact]
    public void Of_a_package_without_a_head_everything_goes() =>
        Next(Pending(head: null, Stored(Three)), budget: 1000).Gone.Count.ShouldBe(3);

    [Fact]
    public void A_damaged_one_is_left_alone()
    {
        var package = new PendingPackage("a", 1, head: null, details: null, isDamaged: true, Stored(Three));

        package.IsDamaged.ShouldBeTrue();
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(4, 2)]
    [InlineData(100, 1)]
    public void Slices_keep_to_the_budget_and_together_are_everything_once(int budget, int slices)
    {
        var package = Pending(Three, []);
        var written = new List<string>();
        var count = 0;
        bool isLast;
        do
        {
            var slice = Next(package, budget);
            // A transaction that failed leaves the same to be done.
            Next(package, budget).Added.ShouldBe(slice.Added);
            package.Complete(slice);
            written.AddRange(slice.Added.Select(node => node.Purl));
            count++;
            isLast = slice.IsLast;
        } while (!isLast);

        written.ShouldBe(["pkg:npm/a@1.0.0", "pkg:npm/a@2.0.0", "pkg:npm/a@3.0.0"]);
        count.ShouldBe(slices);
    }

    private static PackageSlice Next(PendingPackage package, int budget) => package.Next(ref budget);

    private static PendingPackage Pending(PackageHead? head, IReadOnlyList<StoredVersion> stored) =>
        new("a", 1, head, details: null, isDamaged: false, stored);

    private static StoredVersion[] Stored(PackageHead head) =>
        [
            .. Enumerable
                .Range(0, head.Count)
                .Select(i =>
                    new VersionNode(head[i], details: null) is var node
                        ? new StoredVersion(head[i].Version, node.Purl, node.Shape, node.Facts)
                        : default
                ),
        ];
}
