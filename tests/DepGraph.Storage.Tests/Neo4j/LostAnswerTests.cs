using DepGraph.Storage.Tests.Contract;
using DepGraph.Storage.Tests.Sqlite;

namespace DepGraph.Storage.Tests.Neo4j;

/// <summary>The connection breaks after a commit and before its answer: whoever asked is told what became of it all the same.</summary>
[Collection(Neo4jFixture.Collection)]
public sealed class LostAnswerTests(Neo4jFixture fixture) : IAsyncLifetime
{
    /// <summary>What the transactions' Cypher has.</summary>
    private const string Queue = "IngestionQueue";
    private const string DocumentLease = "DocumentLease";

    private const int MaxAttempts = 3;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly LeaseTerms Terms = new("one", Hour, MaxAttempts);
    private static readonly LeaseTerms OtherTerms = new("other", Hour, MaxAttempts);

    private readonly Neo4jPlace _place = new(fixture);
    private LosingProxy _proxy = null!;

    /// <summary>Behind the proxy.</summary>
    private IGraphStore _store = null!;

    private IGraphStore _other = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _place.PrepareAsync(Cancel);
        _proxy = new LosingProxy(_place.Server.Uri);
        var options = _place.Options;
        options.Uri = _proxy.Address.ToString();
        _store = _place.Create(SqlitePlace.Suspended, options);
        _other = _place.Create(ProjectionSpeed.Suspended);
        await _other.OpenAsync(Cancel);
        await _store.OpenAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _other.DisposeAsync();
        await _proxy.DisposeAsync();
        await _place.DisposeAsync();
    }

    [Fact]
    public async Task Jobs_that_were_leased_are_the_callers()
    {
        await _store.EnqueueJobsAsync([Job("a"), Job("b"), Job("c")], Cancel);

        var leases = await LosingAsync(store => store.LeaseJobsAsync(2, IngestionPriority.Asked, Terms, Cancel));

        leases.Select(lease => lease.Job.Id).ShouldBe(["a", "b"]);
        (await LeaseByOtherAsync()).ShouldBe(["c"]);
        foreach (var lease in leases)
            (await _store.FinishJobAsync(Report(lease), IngestionState.Complete, null, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task Jobs_that_another_has_taken_over_since_are_not()
    {
        await _store.EnqueueJobsAsync([Job("a")], Cancel);
        var brief = Terms with { Duration = TimeSpan.FromMilliseconds(1) };

        var lost = _proxy.LoseNext(Queue);
        var taking = TakeOverAsync(lost);
        lost.HoldUntil(taking);
        var leases = await _store.LeaseJobsAsync(1, IngestionPriority.Asked, brief, Cancel);
        await taking;

        leases.ShouldBeEmpty();
        (await _other.FindIngestionAsync("a", Cancel)).ShouldNotBeNull().Worker.ShouldBe("other");
    }

    [Fact]
    public async Task A_job_that_was_parked_stays_so()
    {
        await _store.EnqueueJobsAsync([Job("a")], Cancel);
        var once = new LeaseTerms("one", TimeSpan.FromMilliseconds(1), MaxAttempts: 1);
        (await _store.LeaseJobsAsync(1, IngestionPriority.Asked, once, Cancel)).ShouldHaveSingleItem();
        await Task.Delay(10, Cancel);

        (await LosingAsync(store => store.LeaseJobsAsync(1, IngestionPriority.Asked, once, Cancel))).ShouldBeEmpty();

        var parked = (await _other.FindIngestionAsync("a", Cancel)).ShouldNotBeNull();
        (parked.State, parked.Attempts).ShouldBe((IngestionState.Failed, 1));
    }

    [Fact]
    public async Task A_job_that_was_begun_is_the_callers()
    {
        var lease = await LosingAsync(store => store.BeginJobAsync(Job("a"), Terms, Cancel));

        lease.Job.State.ShouldBe(IngestionState.Running);
        (await LeaseByOtherAsync()).ShouldBeEmpty();
        (await _store.FinishJobAsync(Report(lease), IngestionState.Complete, null, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_job_is_enqueued_once()
    {
        var jobs = await LosingAsync(store =>
            store.EnqueueJobsAsync([Job("a") with { Key = "k" }, Job("b") with { Key = "k" }], Cancel)
        );

        jobs.Select(job => job.Id).ShouldBe(["a", "a"]);
        (await LeaseByOtherAsync()).ShouldBe(["a"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_end_of_a_job_is_told_as_such(bool isKept)
    {
        var lease = await LeaseOneAsync(Job("a") with { IsKept = isKept });

        var isFinished = await LosingAsync(store =>
            store.FinishJobAsync(Report(lease), IngestionState.Partial, "b is missing", Cancel)
        );

        isFinished.ShouldBeTrue();
        (await _other.FindIngestionAsync("a", Cancel))?.Error.ShouldBe(isKept ? "b is missing" : null);
    }

    [Fact]
    public async Task A_job_is_queued_again_once()
    {
        var lease = await LeaseOneAsync(Job("a"));

        var isQueued = await LosingAsync(store =>
            store.RetryJobAsync(Report(lease), "broke", TimeSpan.Zero, MaxAttempts, Cancel)
        );

        isQueued.ShouldBeTrue();
        var job = (await _other.FindIngestionAsync("a", Cancel)).ShouldNotBeNull();
        (job.State, job.Attempts, job.Error).ShouldBe((IngestionState.Queued, 1, "broke"));
    }

    [Fact]
    public async Task A_job_that_was_given_back_can_be_leased_with_no_attempt_counted()
    {
        var lease = await LeaseOneAsync(Job("a"));

        await LosingAsync(async store =>
        {
            await store.ReleaseJobsAsync([Report(lease)], Cancel);
            return true;
        });

        (await _other.FindIngestionAsync("a", Cancel)).ShouldNotBeNull().Attempts.ShouldBe(0);
        (await LeaseByOtherAsync()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task Progress_that_was_written_is_held()
    {
        var lease = await LeaseOneAsync(Job("a"));

        var standings = await LosingAsync(store =>
            store.ReportJobsAsync([Report(lease) with { PackagesFetched = 7 }], Hour, Cancel)
        );

        standings.ShouldBe([JobStanding.Held]);
        (await _other.FindIngestionAsync("a", Cancel)).ShouldNotBeNull().PackagesFetched.ShouldBe(7);
    }

    [Fact]
    public async Task A_job_that_was_cancelled_is_shown_so()
    {
        await _store.EnqueueJobsAsync([Job("a")], Cancel);

        var cancelled = await LosingAsync(store => store.CancelJobAsync("a", Cancel));

        cancelled.ShouldNotBeNull().State.ShouldBe(IngestionState.Cancelled);
    }

    [Fact]
    public async Task A_document_that_was_claimed_is_the_callers_and_its_release_is_one()
    {
        var document = new PackageDocument("a", IsFull: false);

        var claim = (
            await LosingAsync(store => store.ClaimDocumentsAsync([document], "one", Hour, Cancel), DocumentLease)
        ).ShouldHaveSingleItem();
        claim.IsGranted.ShouldBeTrue();
        (await _other.ClaimDocumentsAsync([document], "other", Hour, Cancel))[0].IsGranted.ShouldBeFalse();
        await LosingAsync(
            async store =>
            {
                await store.ReleaseDocumentsAsync([new(document, claim.Token, Failure: null)], Cancel);
                return true;
            },
            DocumentLease
        );

        (await _other.ClaimDocumentsAsync([document], "other", Hour, Cancel))[0].IsGranted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_claim_is_not_given_up_in_its_middle()
    {
        var document = new PackageDocument("a", IsFull: false);
        using var stop = new CancellationTokenSource();
        var lost = _proxy.LoseNext(DocumentLease);
        lost.HoldUntil(CancelAsync());

        var claims = await _store.ClaimDocumentsAsync([document], "one", Hour, stop.Token);

        claims.ShouldHaveSingleItem().IsGranted.ShouldBeTrue();

        async Task CancelAsync()
        {
            await lost.Committed;
            await stop.CancelAsync();
        }
    }

    /// <summary>Does something whose commit is answered by no one.</summary>
    private async Task<T> LosingAsync<T>(Func<IGraphStore, Task<T>> work, string text = Queue)
    {
        var lost = _proxy.LoseNext(text);
        var outcome = await work(_store);
        lost.Committed.IsCompletedSuccessfully.ShouldBeTrue("nothing was lost");
        return outcome;
    }

    private async Task TakeOverAsync(LostAnswer lost)
    {
        await lost.Committed.WaitAsync(Cancel);
        while ((await LeaseByOtherAsync()).Count == 0)
            await Task.Delay(10, Cancel);
    }

    private async Task<JobLease> LeaseOneAsync(IngestionRecord job)
    {
        await _store.EnqueueJobsAsync([job], Cancel);
        return (await _store.LeaseJobsAsync(1, IngestionPriority.Asked, Terms, Cancel)).ShouldHaveSingleItem();
    }

    private async Task<IReadOnlyList<string>> LeaseByOtherAsync() =>
        [
            .. (await _other.LeaseJobsAsync(10, IngestionPriority.Asked, OtherTerms, Cancel)).Select(lease =>
                lease.Job.Id
            ),
        ];

    private static IngestionRecord Job(string id) =>
        new()
        {
            Id = id,
            Spec = "express@^4",
            State = IngestionState.Queued,
            RequestedAt = Documents.Noon,
        };

    private static JobReport Report(JobLease lease) => new(lease.Job.Id, lease.Token, 0, 0);
}
