using DepGraph.Storage.Querying;
using DepGraph.Storage.Tests.Querying;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Storage.Tests.Contract;

/// <summary>A store answers filters, orders and pages as they are answered in memory.</summary>
/// <param name="place">Where the store lives.</param>
/// <param name="questions">How many random ones are asked: fewer where each new one costs a plan.</param>
public abstract class IngestionQueryContract(IStorePlace place, int questions) : StoreContract(place)
{
    private readonly Config _config = PropertyRun.Of(questions);

    [Fact]
    public async Task A_random_filter_in_a_random_order_finds_what_memory_finds()
    {
        var jobs = await FillAsync();
        Prop.ForAll(
                (
                    from filter in Jobs.ServedFilters
                    from order in Jobs.Orders
                    from limit in Gen.Choose(1, 12)
                    from behind in Gen.Choose(-5, jobs.Length - 1)
                    select (filter, order, limit, behind)
                ).ToArbitrary(),
                ask =>
                {
                    var after = ask.behind < 0 ? null : ask.order.PlaceOf(jobs[ask.behind]);
                    var found = List(ask.filter, ask.order, after, ask.limit).Select(job => job.Id);
                    var expected = jobs.Where(ask.filter.Matches)
                        .Where(job => after is null || ask.order.CompareToPlace(job, after) > 0)
                        .Order(ask.order)
                        .Take(ask.limit)
                        .Select(job => job.Id);
                    return found.SequenceEqual(expected) && Count(ask.filter) == jobs.Count(ask.filter.Matches);
                }
            )
            .Check(_config);
    }

    [Fact]
    public async Task A_filter_is_either_refused_or_answered_rightly()
    {
        var jobs = await FillAsync();
        Prop.ForAll(
                Jobs.Filters.ToArbitrary(),
                filter =>
                {
                    try
                    {
                        return Count(filter) == jobs.Count(filter.Matches);
                    }
                    catch (UnindexedQueryException)
                    {
                        return true;
                    }
                }
            )
            .Check(_config);
    }

    [Fact]
    public async Task Paging_in_any_order_meets_every_row_once_while_rows_are_added()
    {
        var before = await FillAsync();
        var next = 0;
        Prop.ForAll(
                (from order in Jobs.Orders from limit in Gen.Choose(1, 7) select (order, limit)).ToArbitrary(),
                ask =>
                {
                    var seen = new List<IngestionRecord>();
                    FieldValue[]? after = null;
                    while (
                        List(Filter.Everything<IngestionRecord>(), ask.order, after, ask.limit) is { Count: > 0 } page
                    )
                    {
                        seen.AddRange(page);
                        after = ask.order.PlaceOf(page[^1]);
                        if (next < 40)
                            Store
                                .EnqueueJobsAsync([before[next % before.Length] with { Id = $"new-{next++}" }], Cancel)
                                .Wait();
                    }
                    var ids = seen.Select(job => job.Id).ToList();
                    return ids.Distinct().Count() == ids.Count
                        && before.All(job => ids.Contains(job.Id))
                        && seen.Zip(seen.Skip(1)).All(pair => ask.order.Compare(pair.First, pair.Second) < 0);
                }
            )
            .Check(_config.WithMaxTest(questions / 6));
    }

    [Theory]
    [InlineData(FilterOperator.Contains)]
    [InlineData(FilterOperator.EndsWith)]
    public async Task What_no_index_serves_is_refused_and_named(FilterOperator relation)
    {
        var filter = new Condition<IngestionRecord>(IngestionFields.Spec, relation, [FieldValue.Of("x")])
        {
            Origin = "where.spec",
        };
        var either = new AnyOf<IngestionRecord>([IsFailed, filter]);

        var refusal = await Should.ThrowAsync<UnindexedQueryException>(
            Store.CountIngestionsAsync(either, Cancel).AsTask()
        );

        refusal.Origin.ShouldBe("where.spec");
        refusal.IsIndexed.ShouldBeTrue();
        refusal.IndexedFields.ShouldContain("state");
        (await Store.CountIngestionsAsync(new AllOf<IngestionRecord>([IsFailed, filter]), Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task An_order_that_no_index_serves_is_refused()
    {
        var query = new PageQuery<IngestionRecord>
        {
            Order = IngestionFields.OrderBy(new SortKey<IngestionRecord>(IngestionFields.Error)),
            Limit = 1,
        };

        var refusal = await Should.ThrowAsync<UnindexedQueryException>(
            Store.ListIngestionsAsync(query, Cancel).AsTask()
        );

        refusal.Field.ShouldBe("error");
    }

    private static Condition<IngestionRecord> IsFailed { get; } =
        new(IngestionFields.State, FilterOperator.In, [FieldValue.Of((long)IngestionState.Failed)]);

    private async Task<IngestionRecord[]> FillAsync()
    {
        var jobs = Jobs.List.Where(list => list.Length > 20).Sample(1, PropertyRun.Random, 50).Single();
        foreach (var job in jobs)
            await Store.EnqueueJobsAsync([job], Cancel);
        return jobs;
    }

    private IReadOnlyList<IngestionRecord> List(
        Filter<IngestionRecord> filter,
        Order<IngestionRecord> order,
        IReadOnlyList<FieldValue>? after,
        int limit
    ) =>
        Store
            .ListIngestionsAsync(
                new PageQuery<IngestionRecord>
                {
                    Filter = filter,
                    Order = order,
                    After = after,
                    Limit = limit,
                },
                Cancel
            )
            .AsTask()
            .GetAwaiter()
            .GetResult();

    private long Count(Filter<IngestionRecord> filter) =>
        Store.CountIngestionsAsync(filter, Cancel).AsTask().GetAwaiter().GetResult();
}
