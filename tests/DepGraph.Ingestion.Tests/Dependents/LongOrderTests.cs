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
    private int signs;

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
            await ApplyAsync(service, Head($"more{rows.Count:000}", $"1.0.0: p{Packages - 1:000}@*"));
        }

        rows.ShouldBe(expected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_comes_changes_and_goes_is_in_the_sorted_list_as_soon_as_it_is_in_the_index(bool isMostFirst)
    {
        var query = Query() with { Order = isMostFirst ? MostFirst : new DependentOrder { IsNameDescending = true } };
        var heads = Graph();
        await using var service = await StartAsync(heads, TimeProvider.System);
        (await service.PagesAsync(query)).ShouldBe(new DependentsModel(heads).List(query));

        // What a package's rank is in the epoch that has begun, it stays; of the new ones nobody depends on any.
        PackageHead[] changes =
        [
            Head("new", "1.0.0: hub@*"),
            Head("p300", "1.0.0: p150@* p020@*"),
            Head("p000", "1.0.0: hub@* p000@* p000@*", "2.0.0: hub@^1 dev:hub@* p000@*"),
            Head($"p{Packages - 1:000}", "1.0.0: other@*"),
            Head("a-new-one", "1.0.0: hub@*"),
        ];
        foreach (var change in changes)
        {
            await ApplyAsync(service, change);
            heads = [.. heads.Where(head => head.Name != change.Name), change];
            var rows = await service.PagesAsync(query);
            rows.Order(StringComparer.Ordinal)
                .ShouldBe(new DependentsModel(heads).List(query).Order(StringComparer.Ordinal));
        }

        var names = (await service.PagesAsync(query)).ConvertAll(row => row.Split('@')[0]);
        names.Where(name => name != "p000").ShouldBeUnique();
        if (isMostFirst)
        {
            names.IndexOf("a-new-one").ShouldBeLessThan(names.IndexOf("new"));
        }
        else
        {
            names.ShouldBe(names.OrderDescending(StringComparer.Ordinal));
        }
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

    private async Task<Service> StartAsync(PackageHead[] heads, TimeProvider time)
    {
        await store.CommitAsync([.. heads.Select(head => Write(head))], TestContext.Current.CancellationToken);
        var service = await DependentsService.StartAsync(store, time: time == TimeProvider.System ? null : time);
        await service.Indexer.Settled;
        return service;
    }

    /// <summary>Stores a package and waits until the index has all of it, and no head in memory is older.</summary>
    private async Task ApplyAsync(Service service, PackageHead head)
    {
        // Changes are taken in one after the other, each list by list: behind this one nothing of the package is missing.
        var sign = $"sign{++signs:000}";
        await store.CommitAsync([Write(head)], TestContext.Current.CancellationToken);
        await store.CommitAsync(
            [Write(Head($"{sign}-bearer", $"1.0.0: {sign}@*"))],
            TestContext.Current.CancellationToken
        );
        await Service.Eventually(() =>
            service.Indexer.State!.Of(sign) is var list
            && list.EntryCount + list.Changes.Length > 0
            && (service.Graph.LastKnown(head.Name)?.Head is not { } known || known.ContentHash == head.ContentHash)
        );
    }
}
