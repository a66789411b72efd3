using System.Collections.Concurrent;

namespace DepGraph.Storage.Tests.Contract;

/// <summary>
/// Jobs that processes share. The clock is the store's own, so leases that are to last are an hour long, and those that are to run out a
/// millisecond, waited for by what follows from it.
/// </summary>
public abstract class JobQueueContract(IStorePlace place) : StoreContract(place)
{
    private const int MaxAttempts = 3;
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);

    private static IngestionRecord Job(string id, int minute = 0) =>
        new()
        {
            Id = id,
            Spec = "express@^4",
            State = IngestionState.Queued,
            RequestedAt = Documents.Noon.AddMinutes(minute),
        };

    private static LeaseTerms Terms(string worker, TimeSpan? duration = null) =>
        new(worker, duration ?? Long, MaxAttempts);

    private static JobReport Report(JobLease lease, int fetched = 0, int pending = 0) =>
        new(lease.Job.Id, lease.Token, fetched, pending);

    [Fact]
    public async Task A_job_keeps_what_it_was_given_and_survives_a_restart()
    {
        var job = Job("a") with
        {
            Kind = IngestionKind.Documents,
            Priority = IngestionPriority.Awaited,
            Key = "documents:a",
            Payload = "a\nb",
            IsKept = false,
            PackagesPending = 2,
        };

        (await Store.EnqueueJobsAsync([job], Cancel)).ShouldBe([job]);
        await ReopenAsync();

        (await Store.FindIngestionAsync("a", Cancel)).ShouldBe(job);
    }

    [Fact]
    public async Task The_most_urgent_come_first_and_of_those_the_oldest()
    {
        await EnqueueAsync(
            Job("asked later", 2),
            Job("asked", 1),
            Job("awaited", 3) with
            {
                Priority = IngestionPriority.Awaited,
            }
        );

        (await LeaseIdsAsync(2)).ShouldBe(["awaited", "asked"]);
        (await LeaseIdsAsync(2)).ShouldBe(["asked later"]);
        (await LeaseIdsAsync(2)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Less_urgent_ones_are_left_when_only_urgent_ones_are_wanted()
    {
        await EnqueueAsync(Job("asked"), Job("awaited", 1) with { Priority = IngestionPriority.Awaited });

        var leases = await Store.LeaseJobsAsync(10, IngestionPriority.Awaited, Terms("one"), Cancel);

        leases.Select(lease => lease.Job.Id).ShouldBe(["awaited"]);
    }

    [Fact]
    public async Task A_leased_job_runs_and_shows_its_worker_and_its_heartbeat()
    {
        await EnqueueAsync(Job("a"));

        var lease = await LeaseOneAsync("one");

        lease.Job.State.ShouldBe(IngestionState.Running);
        lease.Job.Worker.ShouldBe("one");
        lease.Job.Attempts.ShouldBe(1);
        lease.Job.StartedAt.ShouldNotBeNull();
        lease.Job.HeartbeatAt.ShouldNotBeNull();
        (await Store.FindIngestionAsync("a", Cancel)).ShouldBe(lease.Job);
        (await Store.GetStatisticsAsync(Cancel)).QueuedIngestions.ShouldBe(0);
    }

    [Fact]
    public async Task A_job_that_has_not_ended_is_the_only_one_of_its_key()
    {
        var first = Job("first") with { Key = "k", IsKept = false };
        await EnqueueAsync(first);

        var second = await EnqueueAsync(Job("second") with { Key = "k", Priority = IngestionPriority.Awaited });

        second.ShouldBe(first with { IsKept = true, Priority = IngestionPriority.Awaited });
        (await Store.FindIngestionAsync("second", Cancel)).ShouldBeNull();
        var lease = await LeaseOneAsync("one");
        (await EnqueueAsync(Job("third") with { Key = "k" })).Id.ShouldBe("first");
        (await Store.FinishJobAsync(Report(lease), IngestionState.Complete, null, Cancel)).ShouldBeTrue();
        (await EnqueueAsync(Job("fourth") with { Key = "k" })).Id.ShouldBe("fourth");
    }

    [Fact]
    public async Task The_same_key_asked_for_by_many_at_once_is_one_job()
    {
        await using var other = CreateAnother();
        await other.OpenAsync(Cancel);
        var asking = Enumerable
            .Range(0, 16)
            .Select(i =>
                Task.Run(
                    () => (i % 2 == 0 ? Store : other).EnqueueJobsAsync([Job($"{i}") with { Key = "k" }], Cancel),
                    Cancel
                )
            );

        var answers = await Task.WhenAll(asking);

        answers.Select(jobs => jobs.ShouldHaveSingleItem().Id).Distinct().ShouldHaveSingleItem();
        (await LeaseIdsAsync(16)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task No_job_is_leased_to_two_of_many_workers()
    {
        const int jobs = 200;
        await Store.EnqueueJobsAsync([.. Enumerable.Range(0, jobs).Select(i => Job($"{i:000}", i))], Cancel);
        await using var other = CreateAnother();
        await other.OpenAsync(Cancel);
        var leased = new ConcurrentQueue<JobLease>();

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(worker =>
                    Task.Run(() => LeaseAllAsync(worker % 2 == 0 ? Store : other, $"worker-{worker}", leased), Cancel)
                )
        );

        leased.Select(lease => lease.Job.Id).Order().ShouldBe(Enumerable.Range(0, jobs).Select(i => $"{i:000}"));
        leased.ShouldAllBe(lease => lease.Job.Attempts == 1);
    }

    [Fact]
    public async Task A_job_whose_lease_ran_out_goes_to_another_and_the_former_worker_writes_nothing_more()
    {
        await EnqueueAsync(Job("a"));
        var former = await LeaseOneAsync("former", Short);

        var later = (await EventuallyLeasedAsync("later")).ShouldHaveSingleItem();

        later.Job.Attempts.ShouldBe(2);
        later.Job.StartedAt.ShouldBe(former.Job.StartedAt);
        (await Store.ReportJobsAsync([Report(former, 5)], Long, Cancel)).ShouldBe([JobStanding.Lost]);
        (await Store.FinishJobAsync(Report(former), IngestionState.Failed, "wrong", Cancel)).ShouldBeFalse();
        (await Store.RetryJobAsync(Report(former), "wrong", Short, MaxAttempts, Cancel)).ShouldBeFalse();
        await Store.ReleaseJobsAsync([Report(former)], Cancel);
        (await Store.FindIngestionAsync("a", Cancel)).ShouldBe(later.Job);
        (await Store.ReportJobsAsync([Report(later, 1)], Long, Cancel)).ShouldBe([JobStanding.Held]);
    }

    [Fact]
    public async Task A_lease_that_ran_out_but_was_taken_by_nobody_can_be_renewed()
    {
        await EnqueueAsync(Job("a"));
        var lease = await LeaseOneAsync("one", Short);

        (await Store.ReportJobsAsync([Report(lease, 3, 4)], Long, Cancel)).ShouldBe([JobStanding.Held]);

        (await LeaseIdsAsync(1)).ShouldBeEmpty();
        var shown = (await Store.FindIngestionAsync("a", Cancel))!;
        (shown.PackagesFetched, shown.PackagesPending).ShouldBe((3, 4));
        shown.HeartbeatAt!.Value.ShouldBeGreaterThanOrEqualTo(lease.Job.HeartbeatAt!.Value);
    }

    [Fact]
    public async Task A_finished_job_shows_how_it_ended()
    {
        await EnqueueAsync(Job("a"));
        var lease = await LeaseOneAsync("one");

        (await Store.FinishJobAsync(Report(lease, 7, 1), IngestionState.Partial, "b is gone", Cancel)).ShouldBeTrue();

        var ended = (await Store.FindIngestionAsync("a", Cancel))!;
        (ended.State, ended.Error).ShouldBe((IngestionState.Partial, "b is gone"));
        (ended.PackagesFetched, ended.PackagesPending).ShouldBe((7, 1));
        ended.FinishedAt.ShouldNotBeNull();
        (await Store.FinishJobAsync(Report(lease), IngestionState.Complete, null, Cancel)).ShouldBeFalse();
        (await LeaseIdsAsync(1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_not_kept_is_gone_when_it_is_finished()
    {
        await EnqueueAsync(Job("a") with { IsKept = false });
        var lease = await LeaseOneAsync("one");

        (await Store.FinishJobAsync(Report(lease), IngestionState.Complete, null, Cancel)).ShouldBeTrue();

        (await Store.FindIngestionAsync("a", Cancel)).ShouldBeNull();
        (await Store.ReportJobsAsync([Report(lease)], Long, Cancel)).ShouldBe([JobStanding.Lost]);
    }

    [Fact]
    public async Task A_broken_attempt_is_followed_by_another_not_before_its_time()
    {
        await EnqueueAsync(Job("patient"), Job("hasty", 1));
        var leases = await Store.LeaseJobsAsync(2, IngestionPriority.Asked, Terms("one"), Cancel);

        (await Store.RetryJobAsync(Report(leases[0], 2), "broke", Long, MaxAttempts, Cancel)).ShouldBeTrue();
        (await Store.RetryJobAsync(Report(leases[1]), "broke", Short, MaxAttempts, Cancel)).ShouldBeTrue();

        (await EventuallyLeasedAsync("other")).Select(lease => lease.Job.Id).ShouldBe(["hasty"]);
        (await LeaseIdsAsync(2)).ShouldBeEmpty();
        var waiting = (await Store.FindIngestionAsync("patient", Cancel))!;
        (waiting.State, waiting.Error, waiting.PackagesFetched).ShouldBe((IngestionState.Queued, "broke", 2));
        waiting.NotBefore.ShouldNotBeNull();
    }

    [Fact]
    public async Task One_that_breaks_every_time_is_parked_with_its_last_error()
    {
        await EnqueueAsync(Job("poison") with { IsKept = false });
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var lease = (await EventuallyLeasedAsync("one")).ShouldHaveSingleItem();
            lease.Job.Attempts.ShouldBe(attempt);
            (await Store.RetryJobAsync(Report(lease), $"broke {attempt}", Short, MaxAttempts, Cancel)).ShouldBeTrue();
        }

        var parked = (await Store.FindIngestionAsync("poison", Cancel))!;
        (parked.State, parked.Error).ShouldBe((IngestionState.Failed, $"broke {MaxAttempts}"));
        parked.FinishedAt.ShouldNotBeNull();
        (await LeaseIdsAsync(1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_its_workers_do_not_survive_is_parked_too()
    {
        await EnqueueAsync(Job("deadly"));
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
            (await EventuallyLeasedAsync("one", Short)).ShouldHaveSingleItem().Job.Attempts.ShouldBe(attempt);

        var parked = await EventuallyAsync(
            async () =>
            {
                (await LeaseIdsAsync(1)).ShouldBeEmpty();
                return (await Store.FindIngestionAsync("deadly", Cancel))!;
            },
            job => job.State == IngestionState.Failed
        );

        parked.Error.ShouldNotBeNull().ShouldContain($"{MaxAttempts} attempts");
        parked.FinishedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_job_that_is_given_back_may_be_begun_at_once_and_the_attempt_does_not_count()
    {
        await EnqueueAsync(Job("a"));
        var lease = await LeaseOneAsync("one");

        await Store.ReleaseJobsAsync([Report(lease, 9)], Cancel);

        (await Store.FindIngestionAsync("a", Cancel))!.State.ShouldBe(IngestionState.Queued);
        (await Store.ReportJobsAsync([Report(lease)], Long, Cancel)).ShouldBe([JobStanding.Lost]);
        (await LeaseOneAsync("other")).Job.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_cancelled_job_has_ended_and_its_worker_hears_of_it()
    {
        await EnqueueAsync(Job("running"), Job("queued", 1));
        var lease = await LeaseOneAsync("one");

        (await Store.CancelJobAsync("running", Cancel))!.State.ShouldBe(IngestionState.Cancelled);
        (await Store.CancelJobAsync("queued", Cancel))!.FinishedAt.ShouldNotBeNull();

        (await Store.ReportJobsAsync([Report(lease)], Long, Cancel)).ShouldBe([JobStanding.Cancelled]);
        (await Store.FinishJobAsync(Report(lease), IngestionState.Complete, null, Cancel)).ShouldBeFalse();
        (await LeaseIdsAsync(2)).ShouldBeEmpty();
        (await Store.CancelJobAsync("nobody", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Cancelling_what_has_ended_changes_nothing()
    {
        await EnqueueAsync(Job("a"));
        var lease = await LeaseOneAsync("one");
        await Store.FinishJobAsync(Report(lease), IngestionState.Complete, null, Cancel);

        (await Store.CancelJobAsync("a", Cancel))!.State.ShouldBe(IngestionState.Complete);
    }

    [Fact]
    public async Task A_job_that_its_creator_has_begun_is_nobody_elses_until_the_lease_ends()
    {
        var mine = await Store.BeginJobAsync(Job("mine"), Terms("one"), Cancel);
        var left = await Store.BeginJobAsync(Job("left", 1), Terms("one", Short), Cancel);

        mine.Job.State.ShouldBe(IngestionState.Running);
        mine.Job.Worker.ShouldBe("one");
        (await EventuallyLeasedAsync("other")).Select(lease => lease.Job.Id).ShouldBe(["left"]);
        (await Store.ReportJobsAsync([Report(mine), Report(left)], Long, Cancel)).ShouldBe([
            JobStanding.Held,
            JobStanding.Lost,
        ]);
    }

    [Fact]
    public async Task Jobs_of_two_stores_on_one_place_are_the_same()
    {
        await using var other = CreateAnother();
        await other.OpenAsync(Cancel);
        await EnqueueAsync(Job("a"));

        var lease = (
            await other.LeaseJobsAsync(1, IngestionPriority.Asked, Terms("other"), Cancel)
        ).ShouldHaveSingleItem();

        (await LeaseIdsAsync(1)).ShouldBeEmpty();
        (await Store.CancelJobAsync("a", Cancel))!.Worker.ShouldBe("other");
        (await other.ReportJobsAsync([Report(lease)], Long, Cancel)).ShouldBe([JobStanding.Cancelled]);
    }

    private async Task<IngestionRecord> EnqueueAsync(params IngestionRecord[] jobs) =>
        (await Store.EnqueueJobsAsync(jobs, Cancel))[^1];

    private async Task<JobLease> LeaseOneAsync(string worker, TimeSpan? duration = null) =>
        (
            await Store.LeaseJobsAsync(1, IngestionPriority.Asked, Terms(worker, duration), Cancel)
        ).ShouldHaveSingleItem();

    private async Task<List<string>> LeaseIdsAsync(int count)
    {
        var leases = await Store.LeaseJobsAsync(count, IngestionPriority.Asked, Terms("someone"), Cancel);
        return [.. leases.Select(lease => lease.Job.Id)];
    }

    private Task<IReadOnlyList<JobLease>> EventuallyLeasedAsync(string worker, TimeSpan? duration = null) =>
        EventuallyAsync(
            () => Store.LeaseJobsAsync(10, IngestionPriority.Asked, Terms(worker, duration), Cancel),
            leases => leases.Count > 0
        );

    private static async Task LeaseAllAsync(IGraphStore store, string worker, ConcurrentQueue<JobLease> leased)
    {
        while (await store.LeaseJobsAsync(3, IngestionPriority.Asked, Terms(worker), Cancel) is { Count: > 0 } leases)
        {
            foreach (var lease in leases)
                leased.Enqueue(lease);
        }
    }
}
