using System.Text;
using DepGraph.Ingestion.Import;
using DepGraph.Ingestion.Tests.Fakes;

namespace DepGraph.Ingestion.Tests.Import;

public sealed class LineOriginTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MemoryStore store = new();
    private readonly List<string> broken = [];

    [Fact]
    public async Task What_a_line_says_of_its_age_and_tags_counts()
    {
        await ImportAsync(
            """{"_depgraph":{"fetchedAt":"2025-01-02T03:04:05.0000006Z","etag":"\"t\""},"name":"a","versions":{}}"""
        );

        store["a"]!.FetchedAt.ShouldBe(new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(6));
        store["a"]!.ETag.ShouldBe("\"t\"");
    }

    [Fact]
    public async Task Nothing_is_younger_than_its_file()
    {
        await ImportAsync("""{"_depgraph":{"fetchedAt":"9999-01-01T00:00:00Z"},"name":"a","versions":{}}""");

        store["a"]!.FetchedAt.ShouldBe(AsOf);
    }

    [Fact]
    public async Task A_missing_package_is_remembered_as_that()
    {
        await ImportAsync("""{"_depgraph":{"fetchedAt":"2025-01-01T00:00:00Z","missing":"gone"}}""");

        store["gone"]!.Head.ShouldBeNull();
    }

    [Fact]
    public async Task A_packument_that_has_such_a_property_elsewhere_is_one_like_others()
    {
        await ImportAsync("""{"name":"a","_depgraph":7,"versions":{}}""");

        store["a"]!.FetchedAt.ShouldBe(AsOf);
        broken.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"_depgraph":{},"name":"a","versions":{}}""")]
    [InlineData("""{"_depgraph":7,"name":"a","versions":{}}""")]
    [InlineData("""{"_depgraph":{"fetchedAt":"soon"},"name":"a","versions":{}}""")]
    [InlineData("""{"_depgraph":{"fetchedAt":"2025-01-01T00:00:00Z","etag":7},"name":"a","versions":{}}""")]
    [InlineData("""{"_depgraph":{"fetchedAt":"2025-01-01T00:00:00Z","missing":"../x"}}""")]
    [InlineData("""{"_depgraph":{"fetchedAt":"2025-01-01T00:00:00Z"},"name":"a","vers""")]
    [InlineData("""{"_depgraph":{"fetchedAt":"2025-""")]
    public async Task One_that_no_export_writes_makes_the_line_broken(string line)
    {
        await ImportAsync(line);

        store.Names.ShouldBeEmpty();
        broken.ShouldHaveSingleItem();
    }

    private async Task ImportAsync(string line)
    {
        var import = new PackumentImport(
            store,
            new ImportOptions { AsOf = AsOf, OnBroken = (_, problem) => broken.Add(problem) }
        );
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(line));
        await import.RunAsync(stream);
    }
}
