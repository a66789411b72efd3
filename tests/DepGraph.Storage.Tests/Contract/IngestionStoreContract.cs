using DepGraph.Storage.Querying;

namespace DepGraph.Storage.Tests.Contract;

public abstract class IngestionStoreContract(IStorePlace place) : StoreContract(place)
{
    private static IngestionRecord Job(int minute, IngestionState state = IngestionState.Queued, string? id = null) =>
        new()
        {
            Id = id ?? $"job-{minute}",
            Spec = "express@^4",
            State = state,
            RequestedAt = Documents.Noon.AddMinutes(minute),
        };

    [Fact]
    public async Task A_created_job_survives_a_restart_with_all_its_fields()
    {
        var job = Job(1) with
        {
            State = IngestionState.Partial,
            StartedAt = Documents.Noon.AddTicks(1234567),
            FinishedAt = Documents.Noon.AddMinutes(3),
            Error = "left-pad: HTTP 500",
            PackagesFetched = 12,
            PackagesPending = 3,
        };
        await Store.EnqueueJobsAsync([job], Cancel);
        await ReopenAsync();

        (await Store.FindIngestionAsync(job.Id, Cancel)).ShouldBe(job);
    }

    [Fact]
    public async Task Creating_the_same_job_again_changes_nothing()
    {
        await Store.EnqueueJobsAsync([Job(1)], Cancel);
        await Store.EnqueueJobsAsync([Job(1) with { Spec = "other" }], Cancel);

        (await Store.FindIngestionAsync("job-1", Cancel)).ShouldBe(Job(1));
    }

    [Fact]
    public async Task A_job_that_is_not_there_is_not_found() =>
        (await Store.FindIngestionAsync("job-1", Cancel)).ShouldBeNull();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_cover_every_job_once_in_order_even_with_equal_times(bool ascending)
    {
        var jobs = new List<IngestionRecord>();
        for (var i = 0; i < 10; i++)
            jobs.Add(Job(i / 3, id: $"id-{i}"));
        foreach (var job in jobs)
            await Store.EnqueueJobsAsync([job], Cancel);

        var order = IngestionFields.OrderBy(new SortKey<IngestionRecord>(IngestionFields.RequestedAt, !ascending));
        var seen = new List<string>();
        FieldValue[]? after = null;
        while (true)
        {
            var page = await Store.ListIngestionsAsync(Page(order, limit: 4) with { After = after }, Cancel);
            if (page.Count == 0)
                break;
            seen.AddRange(page.Select(j => j.Id));
            after = order.PlaceOf(page[^1]);
        }

        var expected = jobs.Select(j => j.Id).ToList();
        if (!ascending)
            expected.Reverse();
        seen.ShouldBe(expected);
    }

    [Fact]
    public async Task Jobs_are_listed_and_counted_by_state()
    {
        await Store.EnqueueJobsAsync([Job(1)], Cancel);
        await Store.EnqueueJobsAsync([Job(2, IngestionState.Failed)], Cancel);
        await Store.EnqueueJobsAsync([Job(3, IngestionState.Cancelled)], Cancel);
        var ended = new Condition<IngestionRecord>(
            IngestionFields.State,
            FilterOperator.In,
            [FieldValue.Of((long)IngestionState.Failed), FieldValue.Of((long)IngestionState.Cancelled)]
        );

        var page = await Store.ListIngestionsAsync(Page(IngestionFields.Newest) with { Filter = ended }, Cancel);

        page.Select(j => j.Id).ShouldBe(["job-3", "job-2"]);
        (await Store.CountIngestionsAsync(ended, Cancel)).ShouldBe(2);
        (await Store.CountIngestionsAsync(Filter.Everything<IngestionRecord>(), Cancel)).ShouldBe(3);
    }

    [Fact]
    public async Task Queued_jobs_are_counted_in_the_statistics()
    {
        await Store.EnqueueJobsAsync(
            [.. Enum.GetValues<IngestionState>().Select(state => Job((int)state, state))],
            Cancel
        );

        (await Store.GetStatisticsAsync(Cancel)).QueuedIngestions.ShouldBe(1);
    }

    [Fact]
    public async Task Only_jobs_that_ended_before_are_deleted()
    {
        var old = Job(1, IngestionState.Complete) with { FinishedAt = Documents.Noon };
        var young = Job(2, IngestionState.Complete) with { FinishedAt = Documents.Noon.AddDays(8) };
        foreach (var job in (IngestionRecord[])[old, young, Job(0)])
            await Store.EnqueueJobsAsync([job], Cancel);

        (await Store.DeleteIngestionsFinishedBeforeAsync(Documents.Noon.AddDays(1), Cancel)).ShouldBe(1);

        var left = await Store.ListIngestionsAsync(Page(IngestionFields.Newest), Cancel);
        left.Select(j => j.Id).ShouldBe(["job-2", "job-0"]);
    }

    private static PageQuery<IngestionRecord> Page(Order<IngestionRecord> order, int limit = 10) =>
        new() { Order = order, Limit = limit };
}
