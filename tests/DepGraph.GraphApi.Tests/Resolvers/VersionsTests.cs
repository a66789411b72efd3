using DepGraph.GraphApi.Tests.Testing;

namespace DepGraph.GraphApi.Tests.Resolvers;

public sealed class VersionsTests : IAsyncLifetime
{
    private const string Query = """
        query($range: String, $first: Int, $after: String, $last: Int, $before: String) {
          package(name: "left") {
            versions(range: $range, first: $first, after: $after, last: $last, before: $before) {
              nodes { version }
              totalCount
              pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            }
          }
        }
        """;

    private readonly FakeRegistry registry = new FakeRegistry().Publish(
        "left",
        ("2.0.0", []),
        ("1.10.0", []),
        ("1.2.0", []),
        ("1.0.0", []),
        ("2.0.0-rc.1", [])
    );

    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync(registry);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Versions_ascend_as_semver_has_them()
    {
        var page = await PageAsync(new { });

        page.At("nodes").Texts("version").ShouldBe(["1.0.0", "1.2.0", "1.10.0", "2.0.0-rc.1", "2.0.0"]);
    }

    [Fact]
    public async Task A_range_keeps_what_it_allows()
    {
        var page = await PageAsync(new { range = "^1.1.0" });

        page.At("nodes").Texts("version").ShouldBe(["1.2.0", "1.10.0"]);
        page.At("totalCount").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Pages_forward_meet_without_gap_or_overlap()
    {
        var first = await PageAsync(new { first = 2 });
        var second = await PageAsync(new { first = 2, after = first.Text("pageInfo", "endCursor") });
        var third = await PageAsync(new { first = 2, after = second.Text("pageInfo", "endCursor") });

        string[] all =
        [
            .. first.At("nodes").Texts("version"),
            .. second.At("nodes").Texts("version"),
            .. third.At("nodes").Texts("version"),
        ];
        all.ShouldBe(["1.0.0", "1.2.0", "1.10.0", "2.0.0-rc.1", "2.0.0"]);
        first.At("pageInfo", "hasNextPage").GetBoolean().ShouldBeTrue();
        first.At("pageInfo", "hasPreviousPage").GetBoolean().ShouldBeFalse();
        third.At("pageInfo", "hasNextPage").GetBoolean().ShouldBeFalse();
        third.At("pageInfo", "hasPreviousPage").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Pages_backward_end_before_their_cursor()
    {
        var last = await PageAsync(new { last = 2 });
        var before = await PageAsync(new { last = 2, before = last.Text("pageInfo", "startCursor") });

        last.At("nodes").Texts("version").ShouldBe(["2.0.0-rc.1", "2.0.0"]);
        before.At("nodes").Texts("version").ShouldBe(["1.2.0", "1.10.0"]);
    }

    [Theory]
    [InlineData(1_001, null)]
    [InlineData(-1, null)]
    [InlineData(1, 1)]
    public async Task A_page_has_bounds(int first, int? last) =>
        (await server.ErrorAsync(Query, new { first, last })).Code().ShouldBe("BAD_USER_INPUT");

    [Fact]
    public async Task A_cursor_that_nobody_gave_out_is_refused() =>
        (await server.ErrorAsync(Query, new { after = "nonsense!" })).Code().ShouldBe("BAD_USER_INPUT");

    [Fact]
    public async Task A_range_that_is_none_is_refused() =>
        (await server.ErrorAsync(Query, new { range = "not a range" })).Code().ShouldBe("INVALID_RANGE");

    private async Task<System.Text.Json.JsonElement> PageAsync(object variables) =>
        (await server.DataAsync(Query, variables)).At("package", "versions");
}
