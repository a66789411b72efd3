using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;
using DepGraph.Ingestion.Jobs;
using DepGraph.Storage;
using DepGraph.Storage.Querying;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace DepGraph.GraphApi.Tests.Querying;

public sealed class IngestionQueryTests : IAsyncLifetime
{
    private const string Query = """
        query ($where: IngestionFilterInput, $order: [IngestionSortInput!], $first: Int! = 100, $after: String) {
          ingestions(where: $where, order: $order, first: $first, after: $after) {
            totalCount
            nodes { spec }
            pageInfo { hasNextPage endCursor }
          }
        }
        """;

    private static readonly DateTimeOffset Noon = new(2025, 9, 3, 12, 0, 0, TimeSpan.Zero);

    private ApiServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        await AddAsync("a@1", IngestionState.Complete, 1);
        await AddAsync("ab@1", IngestionState.Failed, 2, "time-out of b");
        await AddAsync("b@1", IngestionState.Failed, 3, "not found");
        await AddAsync("b@2", IngestionState.Partial, 4);
        await AddAsync("c@1", IngestionState.Cancelled, 5);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("{}", "c@1 b@2 b@1 ab@1 a@1")]
    [InlineData("""{ "spec": { "startsWith": "a" } }""", "ab@1 a@1")]
    [InlineData("""{ "spec": { "startsWith": "b", "endsWith": "2" } }""", "b@2")]
    [InlineData("""{ "spec": { "or": [{ "eq": "a@1" }, { "startsWith": "c" }] } }""", "c@1 a@1")]
    [InlineData("""{ "state": { "in": ["FAILED", "PARTIAL"] } }""", "b@2 b@1 ab@1")]
    [InlineData("""{ "state": { "neq": "FAILED" } }""", "c@1 b@2 a@1")]
    [InlineData("""{ "state": { "eq": "FAILED" }, "error": { "contains": "time-out" } }""", "ab@1")]
    [InlineData("""{ "state": { "eq": "FAILED" }, "error": { "ncontains": "time-out" } }""", "b@1")]
    [InlineData("""{ "or": [{ "state": { "eq": "PARTIAL" } }, { "spec": { "in": ["a@1"] } }] }""", "b@2 a@1")]
    [InlineData("""{ "and": [{ "state": { "eq": "FAILED" } }, { "spec": { "neq": "b@1" } }] }""", "ab@1")]
    [InlineData("""{ "not": { "requestedAt": { "gt": "2025-09-03T12:02:00Z" } } }""", "ab@1 a@1")]
    [InlineData("""{ "finishedAt": { "eq": null } }""", "c@1 b@2 b@1 ab@1 a@1")]
    [InlineData("""{ "finishedAt": { "neq": null }, "state": { "nin": [] } }""", "")]
    [InlineData("""{ "startedAt": { "neq": null } }""", "b@2")]
    [InlineData("""{ "spec": { "in": [] } }""", "")]
    [InlineData(
        """{ "packagesFetched": { "gte": 3 }, "requestedAt": { "gte": "2025-09-03T12:00:00Z" } }""",
        "c@1 b@2 b@1"
    )]
    public async Task A_filter_keeps_what_it_holds_for_and_counts_it(string where, string specs)
    {
        var page = await PageAsync(new { where = JsonElement.Parse(where) });

        string.Join(' ', page.At("nodes").Texts("spec")).ShouldBe(specs);
        page.At("totalCount").GetInt32().ShouldBe(page.At("nodes").GetArrayLength());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "and": [], "or": [], "not": {}, "spec": {} }""")]
    [InlineData("""{ "and": null, "or": null, "not": null, "spec": { "or": [{}] } }""")]
    public async Task What_says_nothing_restricts_nothing(string where)
    {
        var page = await PageAsync(new { where = JsonElement.Parse(where), order = (object?)null });

        page.At("totalCount").GetInt32().ShouldBe(5);
    }

    [Theory]
    [InlineData("""[{ "spec": "ASC" }]""", "a@1 ab@1 b@1 b@2 c@1")]
    [InlineData("""[{ "state": "ASC" }, { "spec": "DESC" }]""", "a@1 b@2 b@1 ab@1 c@1")]
    [InlineData("""[{ "finishedAt": "ASC" }]""", "a@1 ab@1 b@1 b@2 c@1")]
    [InlineData("""[{ "finishedAt": "DESC" }]""", "c@1 b@2 b@1 ab@1 a@1")]
    [InlineData("[{}]", "c@1 b@2 b@1 ab@1 a@1")]
    public async Task An_order_sorts_and_pages_by_its_cursors(string order, string specs)
    {
        var seen = new List<string>();
        string? after = null;
        JsonElement page;
        do
        {
            page = await PageAsync(
                new
                {
                    order = JsonElement.Parse(order),
                    first = 2,
                    after,
                }
            );
            seen.AddRange(page.At("nodes").Texts("spec"));
            page.At("totalCount").GetInt32().ShouldBe(5);
            after = page.Text("pageInfo", "endCursor");
        } while (page.At("pageInfo", "hasNextPage").GetBoolean());

        string.Join(' ', seen).ShouldBe(specs);
    }

    [Fact]
    public async Task A_cursor_of_another_order_is_refused()
    {
        var page = await PageAsync(new { order = JsonElement.Parse("""[{ "spec": "ASC" }]"""), first = 1 });

        var error = await server.ErrorAsync(Query, new { after = page.Text("pageInfo", "endCursor") });

        error.Code().ShouldBe("BAD_USER_INPUT");
        error
            .Text("message")
            .ShouldBe(
                "The cursor was made in the order 'spec ASC, requestedAt ASC, id ASC', and this list is in the order 'requestedAt DESC, id DESC'; pass the `order` that its page was asked with, or start from the first page."
            );
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("nonsense")]
    [InlineData("""["requestedAt DESC, id DESC"]""")]
    [InlineData("""["requestedAt DESC, id DESC",null,"x"]""")]
    [InlineData("""["requestedAt DESC, id DESC","x",1]""")]
    [InlineData("""["requestedAt DESC, id DESC",1,"x",2]""")]
    public async Task A_cursor_that_nobody_gave_out_is_refused(string text)
    {
        var after = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(text));

        (await server.ErrorAsync(Query, new { after })).Code().ShouldBe("BAD_USER_INPUT");
    }

    [Theory]
    [InlineData(
        """{ "spec": { "contains": "x" } }""",
        "`where.spec.contains` cannot be answered from an index; use eq, in, startsWith of `spec`, or add a condition on one of state, spec, requestedAt, startedAt, finishedAt beside it."
    )]
    [InlineData(
        """{ "or": [{ "state": { "eq": "FAILED" } }, { "error": { "eq": "x" } }] }""",
        "`where.or[1].error.eq` cannot be answered from an index; add a condition on one of state, spec, requestedAt, startedAt, finishedAt beside it."
    )]
    [InlineData(
        """{ "not": { "requestedAt": { "eq": "2025-09-03T12:02:00Z" } } }""",
        "`where.not.requestedAt.eq` cannot be answered from an index; use eq, in, gt, gte, lt, lte of `requestedAt`, or add a condition on one of state, spec, requestedAt, startedAt, finishedAt beside it."
    )]
    public async Task What_no_index_serves_is_refused_with_what_to_use(string where, string message)
    {
        var error = await server.ErrorAsync(Query, new { where = JsonElement.Parse(where) });

        error.Code().ShouldBe("UNINDEXED_FILTER");
        error.Text("message").ShouldBe(message);
    }

    [Theory]
    [InlineData(
        """{ "spec": null }""",
        "`where.spec` is null; give it an operation such as { eq: … }, or leave it out."
    )]
    [InlineData("""{ "spec": { "eq": null } }""", "`where.spec.eq` is null, which `spec` never is; leave it out.")]
    [InlineData(
        """{ "spec": { "in": ["a", null] } }""",
        "`where.spec.in[1]` is null, which `spec` never is; leave it out."
    )]
    [InlineData("""{ "spec": { "in": null } }""", "`where.spec.in` is null; give it a list, or leave it out.")]
    [InlineData(
        """{ "spec": { "startsWith": null } }""",
        "`where.spec.startsWith` is null; give it a value, or leave it out."
    )]
    [InlineData(
        """{ "finishedAt": { "gt": null } }""",
        "`where.finishedAt.gt` is null; give it a value, or leave it out."
    )]
    public async Task Null_where_it_means_nothing_is_refused(string where, string message) =>
        (await server.ErrorAsync(Query, new { where = JsonElement.Parse(where) })).Text("message").ShouldBe(message);

    [Fact]
    public async Task A_filter_has_bounds()
    {
        var deep = string.Concat(Enumerable.Repeat("{ \"not\": ", 11)) + "{}" + new string('}', 11);
        var wide = $$"""{ "or": [{{string.Join(',', Enumerable.Repeat("""{ "spec": { "eq": "x" } }""", 101))}}] }""";
        var many = $$"""{ "spec": { "in": [{{string.Join(',', Enumerable.Repeat("\"x\"", 1_001))}}] } }""";

        (await MessageAsync(deep)).ShouldStartWith("`where` nests deeper than 10 levels, at `where.not.not");
        (await MessageAsync(wide)).ShouldStartWith("`where` has more than 100 conditions");
        (await MessageAsync(many)).ShouldStartWith("The lists in `where` have more than 1000 values");

        async Task<string> MessageAsync(string where) =>
            (await server.ErrorAsync(Query, new { where = JsonElement.Parse(where) })).Text("message")!;
    }

    [Fact]
    public async Task Two_fields_in_one_entry_of_an_order_are_refused() =>
        (await server.ErrorAsync("{ ingestions(order: { spec: ASC, state: DESC }) { totalCount } }"))
            .Text("message")
            .ShouldBe(
                "`order[0]` names state and spec, whose order is not defined within one object; give each its own entry, as in order: [{ state: ASC }, { spec: ASC }]."
            );

    [Theory]
    [InlineData("totalCount", 0, 1)]
    [InlineData("nodes { spec }", 1, 0)]
    [InlineData("edges { cursor }", 1, 0)]
    [InlineData("totalCount pageInfo { hasNextPage }", 1, 1)]
    public async Task Only_what_is_selected_is_asked_of_the_store(string selection, int lists, int counts)
    {
        var ingestions = Substitute.For<IIngestions>();
        ingestions
            .ListAsync(Arg.Any<PageQuery<IngestionRecord>>(), Arg.Any<CancellationToken>())
            .Returns(_ => new ValueTask<IReadOnlyList<IngestionRecord>>([]));
        await using var counted = await ApiServer.StartAsync(
            new FakeRegistry(),
            services => services.AddSingleton(ingestions)
        );

        await counted.DataAsync($"{{ ingestions {{ {selection} }} }}");

        await ingestions.Received(lists).ListAsync(Arg.Any<PageQuery<IngestionRecord>>(), Arg.Any<CancellationToken>());
        await ingestions.Received(counts).CountAsync(Arg.Any<Filter<IngestionRecord>>(), Arg.Any<CancellationToken>());
    }

    private async Task<JsonElement> PageAsync(object variables) =>
        (await server.DataAsync(Query, variables)).At("ingestions");

    private Task AddAsync(string spec, IngestionState state, int minute, string? error = null) =>
        server
            .Services.GetRequiredService<IJobQueue>()
            .EnqueueJobsAsync([
                new IngestionRecord
                {
                    Id = spec,
                    Spec = spec,
                    State = state,
                    RequestedAt = Noon.AddMinutes(minute),
                    StartedAt = state == IngestionState.Partial ? Noon : null,
                    PackagesFetched = minute,
                    Error = error,
                    // None is begun while the test looks at it.
                    NotBefore = DateTimeOffset.MaxValue,
                },
            ]);
}
