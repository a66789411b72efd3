using System.Text;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Feed;

/// <summary>
/// Consistent reads while the process itself reads or fetches what another one changes: what comes late is older than the store. The clock
/// stands still, so that the store's changes are read only when an operation asks for them.
/// </summary>
public sealed class OvertakenReadTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly ManualTime time = new();
    private readonly ScriptedRegistry registry = new();
    private readonly MemoryStore store = new();
    private readonly TaskCompletionSource isHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int answers;

    [Fact]
    public async Task What_is_being_read_as_it_was_before_is_not_waited_for()
    {
        await StoreAsync("1.0.0");
        await using var service = await StartAsync();
        var early = await HeldAsync(() => LatestAsync(service));
        await StoreAsync("2.0.0");

        (await LatestAsync(service)).ShouldBe("2.0.0");

        release.SetResult();
        await early;
        (await LatestAsync(service)).ShouldBe("2.0.0");
    }

    [Fact]
    public async Task What_was_read_as_it_was_before_and_arrives_while_the_changes_are_read_is_let_go()
    {
        await StoreAsync("1.0.0");
        await using var service = await StartAsync();
        var early = await HeldAsync(() => LatestAsync(service));
        await StoreAsync("2.0.0");
        store.BeforeNothingNew = async () =>
        {
            release.TrySetResult();
            await Service.Eventually(() => service.Heads.Entries.Find("a")?.Flight is null);
        };

        (await LatestAsync(service)).ShouldBe("2.0.0");

        await early;
    }

    [Fact]
    public async Task A_package_that_the_registry_is_being_asked_for_is_answered_as_the_store_has_it()
    {
        await StoreAsync("1.0.0");
        registry.Publish("a", "1.0.0");
        registry.Hold("a");
        await using var service = await StartAsync();
        var revalidation = service.Loader.RevalidateAsync("a", Token);
        await Service.Eventually(() => registry.Asked("a") == 1);
        await StoreAsync("2.0.0");

        (await LatestAsync(service)).ShouldBe("2.0.0");

        registry.Release("a");
        await revalidation;
    }

    [Fact]
    public async Task A_package_of_which_something_is_being_written_is_answered_as_the_store_has_it()
    {
        await StoreAsync("1.0.0");
        await using var service = await StartAsync();
        (await LatestAsync(service)).ShouldBe("1.0.0");
        service.Loader.CommitAnswered(service.Heads.Entries.Find("a")!.Content!.Head!, ["1.0.0"]);
        service.Heads.Entries.Find("a")!.IsDirty.ShouldBeTrue();
        await StoreAsync("2.0.0");

        (await LatestAsync(service)).ShouldBe("2.0.0");
    }

    [Fact]
    public async Task What_the_process_has_fetched_later_than_another_is_answered_although_it_is_not_written_yet()
    {
        await StoreAsync("1.0.0");
        registry.Publish("a", "3.0.0");
        await using var service = await StartAsync();
        await service.Loader.RevalidateAsync("a", Token);
        await StoreAsync("2.0.0");

        (await LatestAsync(service)).ShouldBe("3.0.0");
    }

    [Fact]
    public async Task What_a_list_of_packages_has_read_as_it_was_before_is_not_kept()
    {
        await StoreAsync("1.0.0");
        await using var service = await StartAsync();
        using var early = service.Session();
        var listing = await HeldAsync(() => early.FindHeadsAsync(["a"]).AsTask());
        await StoreAsync("2.0.0");
        await service.Graph.CatchUpAsync(Token);
        release.SetResult();
        (await listing)[0]!.Latest.ShouldBe("1.0.0");

        (await LatestAsync(service)).ShouldBe("2.0.0");
    }

    [Fact]
    public async Task A_full_document_that_is_being_read_as_it_was_before_is_not_joined()
    {
        await StoreAsync("1.0.0", description: "old");
        await using var service = await StartAsync();
        (await LatestAsync(service)).ShouldBe("1.0.0");
        var early = await HeldAsync(() => DescriptionAsync(service));
        await StoreAsync("2.0.0", description: "new");

        (await DescriptionAsync(service)).ShouldBe("new");

        release.SetResult();
        (await early).ShouldBe("old");
        (await DescriptionAsync(service)).ShouldBe("new");
    }

    [Fact]
    public async Task A_full_document_is_let_go_although_the_head_is_known_as_the_store_has_it()
    {
        await StoreAsync("1.0.0", description: "old");
        await using var service = await StartAsync();
        (await DescriptionAsync(service)).ShouldBe("old");
        await StoreAsync("2.0.0", description: "new");
        service.Loader.Learn(store["a"]!).ShouldBeTrue();

        (await DescriptionAsync(service)).ShouldBe("new");
    }

    private Task<Service> StartAsync() =>
        Service.StartAsync(registry, store, time, options => options.ConsistentReads = true);

    /// <summary>Begins something that reads from the store; what it has read is given only when it is released.</summary>
    private async Task<Task<T>> HeldAsync<T>(Func<Task<T>> begin)
    {
        store.BeforeAnswer = () =>
        {
            if (Interlocked.Increment(ref answers) > 1)
            {
                return Task.CompletedTask;
            }

            isHeld.SetResult();
            return release.Task;
        };
        var begun = begin();
        await isHeld.Task;
        return begun;
    }

    /// <summary>As another process does that asked the registry a minute ago, each time a second later.</summary>
    private async Task StoreAsync(string version, string? description = null)
    {
        var json =
            $$"""{"name":"a","description":"{{description}}","dist-tags":{"latest":"{{version}}"},"versions":{"{{version}}":{} } }""";
        var packument = PackumentReader.Read(Encoding.UTF8.GetBytes(json), "a", full: description is not null);
        var fetchedAt = (store["a"]?.FetchedAt ?? time.GetUtcNow().AddMinutes(-1)).AddSeconds(1);
        await store.CommitAsync(
            [
                new HeadWrite
                {
                    Name = "a",
                    Head = packument.Head,
                    FetchedAt = fetchedAt,
                    Full = description is null ? null : new DocumentAspect(null, null, fetchedAt),
                    Details = packument.Details,
                },
            ],
            Token
        );
    }

    private static async Task<string?> LatestAsync(Service service)
    {
        await service.Graph.CatchUpAsync(Token);
        using var session = service.Session();
        return (await session.GetPackageAsync("a")).Head?.Latest;
    }

    private static async Task<string?> DescriptionAsync(Service service)
    {
        await service.Graph.CatchUpAsync(Token);
        using var session = service.Session();
        return (await session.GetDetailsAsync("a")).Details?.Description;
    }
}
