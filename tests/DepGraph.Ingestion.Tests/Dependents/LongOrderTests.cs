using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;
using DepGraph.Testing;
using static DepGraph.Ingestion.Tests.Dependents.Declared;

namespace DepGraph.Ingestion.Tests.Dependents;

/// <summary>A hub whose list is sorted once and kept.</summary>
public sealed class LongOrderTests
{
    private const int Packages = 700;

    private static readonly DependentOrder MostFirst = new() { IsMostDependedUponFirst = true };

    private readonly MemoryStore store = new();

    [Fact]
    public async Task Pages_by_rank_fit_together_while_ranks_and_the_list_change()
    {
        var heads = Graph();
        // The machine's clock: one that is moved until the index has a package might end the epoch.
        await using var service = await StartAsync(heads, TimeProvider.System);
        var expected = new DependentsModel(heads).List(Query());

        var rows = new List<string>();
        DependentPlace? after = null;
        for (var more = true; more; )
        {
            var page = (await service.AskAsync(Query() with { After = after })).Page.ShouldNotBeNull();
            rows.AddRange(page.Rows());
            (after, more) = (page.Dependents[^1].Place, page.HasNext);
            // Everybody comes to depend on the last package: in another epoch it would be the first.
            await ApplyAsync(service, Head($"more{rows.Count:000}", $"1.0.0: p{Packages - 1:000}@*"), () => { });
        }

        rows.ShouldBe(expected);
    }

    [Fact]
    public async Task A_new_dependent_is_in_the_list_after_a_moment()
    {
        var time = new ManualTime();
        await using var service = await StartAsync(Graph(), time);
        (await CountAsync(service)).ShouldBe(Packages);

        await ApplyAsync(service, Head("new", "1.0.0: hub@*"), () => time.Advance(TimeSpan.FromMilliseconds(250)));
        time.Advance(TimeSpan.FromSeconds(30));

        (await CountAsync(service)).ShouldBe(Packages + 1);
    }

    private static DependentsQuery Query() =>
        new()
        {
            Package = "hub",
            Order = MostFirst,
            First = 90,
        };

    /// <summary>All depend on the hub, and each on some packages before it.</summary>
    private static PackageHead[] Graph() =>
        [
            .. Enumerable
                .Range(0, Packages)
                .Select(i => Head($"p{i:000}", $"1.0.0: hub@* p{i / 2:000}@* p{i * 7 % 40:000}@*")),
        ];

    private static async Task<int> CountAsync(Service service) => (await service.PagesAsync(Query())).Count;

    private async Task<Service> StartAsync(PackageHead[] heads, TimeProvider time)
    {
        await store.CommitAsync([.. heads.Select(head => Write(head))], TestContext.Current.CancellationToken);
        var service = await DependentsService.StartAsync(store, time: time == TimeProvider.System ? null : time);
        await service.Indexer.Settled;
        return service;
    }

    /// <summary>Stores a package and waits until the index has it.</summary>
    private async Task ApplyAsync(Service service, PackageHead head, Action meanwhile)
    {
        var before = service.Indexer.State!.Version;
        await store.CommitAsync([Write(head)], TestContext.Current.CancellationToken);
        await Service.Eventually(() => service.Indexer.State!.Version > before, meanwhile);
    }
}
