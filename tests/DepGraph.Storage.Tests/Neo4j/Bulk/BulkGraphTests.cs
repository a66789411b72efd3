using System.Text;
using DepGraph.Storage.Neo4j;
using DepGraph.Storage.Neo4j.Bulk;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Neo4j.Bulk;

public sealed class BulkGraphTests
{
    private readonly BulkGraph _graph = new();

    [Fact]
    public void A_package_has_its_node_its_head_its_versions_and_their_dependencies()
    {
        var rows = Encode(Record("a", Head("a", "1.0.0: b@^1", "1.1.0: b@^1 dev:c@npm:d@2"), sequence: 7));

        Of(rows, "packages")
            .ShouldHaveSingleItem()
            .ShouldStartWith("0,\"a\",\"pkg:npm/a\",\"npm\",\"KNOWN\",\"1.1.0\",2,3,");
        Of(rows, "versions").Select(row => row.Split(',')[2]).ShouldBe(["\"1.0.0\"", "\"1.1.0\""]);
        Of(rows, "has-version").ShouldBe(["0,0", "0,1"]);
        Of(rows, "latest").ShouldBe(["0,1"]);
        Of(rows, "depends-on")
            .ShouldBe(["0,1,\"PROD\",\"^1\",", "1,1,\"PROD\",\"^1\",", "1,2,\"DEV\",\"npm:d@2\",\"c\""]);
        Of(rows, "latest-depends-on").ShouldBe(["0,1,\"PROD\",\"^1\",", "0,2,\"DEV\",\"npm:d@2\",\"c\""]);
        Of(rows, "has-head").ShouldBe(["0,0"]);
        Of(rows, "details").ShouldBeEmpty();
    }

    [Fact]
    public void What_is_only_named_comes_at_the_end_with_the_totals()
    {
        Encode(
            Record("a", Head("a", "1.0.0: b@^1 c@^1 x@git://x.invalid/y.git"), sequence: 7),
            Record("b", Head("b", "1.0.0"), sequence: 9),
            Record("gone", null, sequence: 8)
        );

        var rows = _graph.Complete(sequence: 3);

        Of(rows, "named-packages").ShouldHaveSingleItem().ShouldContain("\"c\",\"pkg:npm/c\",\"npm\",\"NAMED\"");
        Of(rows, "externals").ShouldBe(["0,\"GIT\""]);
        Of(rows, "queue").ShouldHaveSingleItem();
        Of(rows, "graph").ShouldBe(["0,\"DepGraph\",0,true,10\u001F9\u001F0\u001F0,\"9\",2,1,2,3"]);
    }

    [Fact]
    public void A_missing_package_has_a_node_and_a_record_and_nothing_else()
    {
        var rows = Encode(Record("gone", null, sequence: 1));

        Of(rows, "packages").ShouldHaveSingleItem().ShouldContain("\"MISSING\",,0,0,");
        Of(rows, "heads").ShouldHaveSingleItem().ShouldEndWith(",");
        Of(rows, "versions").ShouldBeEmpty();
    }

    [Fact]
    public void A_full_document_without_its_details_is_as_never_fetched()
    {
        var record = Record("a", Head("a", "1.0.0"), sequence: 1) with
        {
            Full = new DocumentAspect("\"full\"", null, Noon),
        };

        Of(Encode(record), "packages").ShouldHaveSingleItem().ShouldNotContain("full");
    }

    [Fact]
    public void A_package_that_comes_again_has_its_rows_already()
    {
        Encode(Record("a", Head("a", "1.0.0"), sequence: 1));

        var again = Encode(Record("a", Head("a", "1.0.0", "2.0.0"), sequence: 2));

        BulkTable.All.ShouldAllBe(table => again.Of(table, false).IsEmpty);
        Of(_graph.Complete(sequence: 0), "graph").ShouldHaveSingleItem().ShouldEndWith(",1,0,1,0");
    }

    [Fact]
    public void What_no_index_takes_has_no_node()
    {
        var name = new string('a', IndexKey.MaxLength + 1);
        var version = $"1.0.0-{new string('x', IndexKey.MaxLength)}";

        var rows = Encode(
            Record(name, Head(name, "1.0.0"), sequence: 1),
            Record("b", Head("b", "1.0.0", $"{version}: c@1"), sequence: 2)
        );

        Of(rows, "packages").ShouldHaveSingleItem().ShouldContain("\"b\"");
        Of(rows, "versions").ShouldHaveSingleItem();
        Of(rows, "depends-on").ShouldBeEmpty();
        Of(rows, "latest").ShouldBeEmpty();
        Of(rows, "latest-depends-on").ShouldHaveSingleItem();
        _graph.LeftOut.ShouldBe(1);
    }

    [Fact]
    public void The_import_is_told_of_long_rows_and_of_line_breaks()
    {
        BulkFiles[] files =
        [
            new(BulkTable.Packages, "packages-header.csv", null, "packages-multiline.csv"),
            new(BulkTable.HasVersion, "has-version-header.csv", "has-version.csv.gz", null),
        ];

        BulkImport
            .Options(files, longestRow: 3 << 20)
            .ShouldBe([
                "--id-type=integer",
                "--array-delimiter=U+001F",
                "--bad-tolerance=0",
                "--read-buffer-size=6291456",
                "--multiline-fields-format=v2",
                "--multiline-fields=packages-multiline.csv",
                "--nodes=Package=packages-header.csv,packages-multiline.csv",
                "--relationships=HAS_VERSION=has-version-header.csv,has-version.csv.gz",
            ]);
    }

    private static PackageRecord Record(string name, Npm.Packuments.PackageHead? head, long sequence) =>
        new()
        {
            Name = name,
            Head = head,
            FetchedAt = Noon,
            Revision = sequence,
            Sequence = sequence,
        };

    private static string[] Of(BulkRows rows, string table) =>
        Encoding
            .UTF8.GetString(rows.Of(BulkTable.All.Single(each => each.Name == table), multiline: false).Span)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private BulkRows Encode(params PackageRecord[] records) =>
        _graph.Encode([.. records.Select(record => new PackageDocuments(record, null))]);
}
