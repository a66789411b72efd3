using DepGraph.Ingestion.Installing;
using DepGraph.Ingestion.Registry;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Placement;
using DepGraph.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DepGraph.Ingestion.Tests.Installing;

/// <summary>What lies in tarballs: opened once, kept in the store, and for a replica opened by a worker.</summary>
public sealed class TarballTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly TarballRequest Request = ScriptedTarballs.Request("a");

    private readonly ScriptedTarballs tarballs = new();
    private readonly MemoryStore store = new();

    [Fact]
    public async Task What_was_opened_is_kept_for_the_next_start()
    {
        await tarballs.PackAsync("a", bundled: "b");
        await using (var first = await StartAsync(IngestionRole.Inline))
        {
            ShouldBring(await OpenAsync(first), "b");
        }

        await using var next = await StartAsync(IngestionRole.Inline);

        ShouldBring(await OpenAsync(next), "b");
        tarballs.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_version_that_is_published_anew_is_opened_anew()
    {
        await tarballs.PackAsync("a", bundled: "b");
        await using var service = await StartAsync(IngestionRole.Inline);
        ShouldBring(await OpenAsync(service), "b");
        await tarballs.PackAsync("a", bundled: "c");

        ShouldBring(await OpenAsync(service, ScriptedTarballs.Request("a", "sha512-other")), "c");
        tarballs.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_stored_and_cannot_be_read_is_opened_anew_and_mended()
    {
        await tarballs.PackAsync("a", bundled: "b");
        await store.SaveTarballAsync(StoredTarballs.KeyOf(Request), [1, 2, 3], Token);
        await using (var service = await StartAsync(IngestionRole.Inline))
        {
            ShouldBring(await OpenAsync(service), "b");
        }

        await using var next = await StartAsync(IngestionRole.Inline);
        ShouldBring(await OpenAsync(next), "b");
        tarballs.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_store_that_fails_does_not_keep_a_tarball_from_being_opened()
    {
        await tarballs.PackAsync("a", bundled: "b");
        await using var service = await StartAsync(IngestionRole.Inline);
        store.ReadFailure = store.WriteFailure = new StoreException(StoreFailure.Unavailable, "It is away.");

        ShouldBring(await OpenAsync(service), "b");

        store.ReadFailure = store.WriteFailure = null;
    }

    [Fact]
    public async Task Replicas_have_a_worker_open_it_once_for_all()
    {
        await tarballs.PackAsync("a", bundled: "b");
        await using var one = await Service.StartReplicaAsync(store);
        await using var other = await Service.StartReplicaAsync(store);
        var opening = Task.WhenAll(OpenAsync(one), OpenAsync(other));
        await Service.Eventually(() => store.Enqueued.Count == 2);

        await using var worker = await StartAsync(IngestionRole.Worker);

        (await opening).ShouldAllBe(answer => answer.Listing != null);
        tarballs.Asked.ShouldBe(1);
        // Nobody was told of the job: it leaves nothing.
        await Service.Eventually(() => store.JobCount == 0);
    }

    [Theory]
    [InlineData(FailureKind.Unavailable, "REGISTRY_UNAVAILABLE")]
    [InlineData(FailureKind.Malformed, "TARBALL_MALFORMED")]
    [InlineData(FailureKind.Misconfigured, "TARBALL_UNAVAILABLE")]
    public async Task What_a_worker_cannot_open_is_the_replica_s_answer(FailureKind kind, string code)
    {
        tarballs.Fail("a", kind);
        await using var worker = await StartAsync(IngestionRole.Worker);
        await using var replica = await Service.StartReplicaAsync(store);

        var answer = await OpenAsync(replica);

        answer.Listing.ShouldBeNull();
        answer.Code.ShouldBe(code);
        answer.Message.ShouldBe("'a' cannot be had.");
    }

    [Fact]
    public async Task What_the_registry_does_not_have_is_npm_s_E404_at_a_replica_too()
    {
        await using var worker = await StartAsync(IngestionRole.Worker);
        await using var replica = await Service.StartReplicaAsync(store);

        (await OpenAsync(replica)).Code.ShouldBe("E404");
    }

    [Fact]
    public async Task A_job_that_is_parked_answers_who_waits_for_it()
    {
        await using var replica = await Service.StartReplicaAsync(store);
        var opening = OpenAsync(replica);
        await Service.Eventually(() => store.Enqueued.Count == 1);
        var lease = (
            await store.LeaseJobsAsync(1, IngestionPriority.Awaited, new("one", TimeSpan.FromHours(1), 1), Token)
        )[0];

        await store.RetryJobAsync(new(lease.Job.Id, lease.Token, 0, 0), "it broke", TimeSpan.Zero, 1, Token);

        var answer = await opening;
        answer.Code.ShouldBe("INGESTION_FAILED");
        answer.Message.ShouldNotBeNull().ShouldContain("it broke");
    }

    [Fact]
    public async Task Workers_that_leave_it_again_and_again_are_not_asked_for_ever()
    {
        await using var replica = await Service.StartReplicaAsync(store);
        var opening = OpenAsync(replica);

        while (!opening.IsCompleted)
        {
            foreach (var job in store.Enqueued)
            {
                await store.CancelJobAsync(job.Id, Token);
            }

            await Task.Delay(5, Token);
        }

        (await opening).Code.ShouldBe("INGESTION_FAILED");
        store.Enqueued.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_replica_whose_store_fails_says_so()
    {
        await using var replica = await Service.StartReplicaAsync(store);
        store.ReadFailure = new StoreException(StoreFailure.Unavailable, "It is away.");

        (await OpenAsync(replica)).Code.ShouldBe("STORE_UNAVAILABLE");

        store.ReadFailure = null;
    }

    private static Task<TarballAnswer> OpenAsync(Service service, TarballRequest? request = null) =>
        service.Get<TarballListings>().OpenAsync(request ?? Request).WaitAsync(Token);

    private static void ShouldBring(TarballAnswer answer, string bundled) =>
        answer
            .Listing.ShouldNotBeNull(answer.Message)
            .Manifests.Select(manifest => manifest.Path)
            .ShouldBe([$"node_modules/{bundled}"]);

    private Task<Service> StartAsync(IngestionRole role) =>
        Service.StartAsync(
            new ScriptedRegistry(),
            store,
            role: role,
            add: services => services.AddSingleton<ITarballClient>(tarballs)
        );
}
