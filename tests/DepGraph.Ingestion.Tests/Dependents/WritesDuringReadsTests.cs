using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;
using DepGraph.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static DepGraph.Ingestion.Tests.Dependents.Declared;

namespace DepGraph.Ingestion.Tests.Dependents;

/// <summary>A service over a SQLite file that takes in packages while somebody pages through dependents.</summary>
public sealed class WritesDuringReadsTests
{
    private const int Staying = 120;
    private const int Rounds = 8;

    private static readonly DependentOrder[] Orders =
    [
        DependentOrder.ByName,
        new() { IsNameDescending = true, IsVersionDescending = true },
        new() { IsMostDependedUponFirst = true },
        new() { IsMostDependedUponFirst = false, IsNameDescending = true },
    ];

    public static TheoryData<bool, int, int> Cases { get; } =
    [
        .. from latestOnly in (bool[])[true, false]
        from order in Enumerable.Range(0, Orders.Length)
        from pageSize in (int[])[7, 11]
        select (latestOnly, order, pageSize),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task No_page_repeats_or_loses_a_dependent_that_was_there_throughout(
        bool latestOnly,
        int order,
        int pageSize
    )
    {
        using var folder = new TemporaryFolder();
        await using var store = GraphStores.Create(
            new StoreOptions { Uri = $"sqlite:{folder.Path}/graph.db" },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        await store.OpenAsync(TestContext.Current.CancellationToken);
        var staying = Enumerable.Range(0, Staying).Select(i => $"p{i:000}s").ToArray();
        await store.CommitAsync(
            [.. staying.Select(name => Write(Head(name, "1.0.0: a@^1", "2.0.0: a@^1 dev:a@*")))],
            TestContext.Current.CancellationToken
        );
        await using var service = await DependentsService.StartAsync(store);
        string[] expected = [.. staying.SelectMany(name => Rows(name, latestOnly))];

        using var done = new CancellationTokenSource();
        var writing = Task.Run(() => WriteAsync(service, done.Token), TestContext.Current.CancellationToken);
        for (var round = 0; round < Rounds; round++)
        {
            var rows = await service.PagesAsync(
                new DependentsQuery
                {
                    Package = "a",
                    LatestOnly = latestOnly,
                    Order = Orders[order],
                    First = pageSize,
                }
            );
            rows.ShouldBeUnique();
            rows.Where(row => row.Contains("s@", StringComparison.Ordinal)).ShouldBe(expected, ignoreOrder: order > 0);
        }

        await done.CancelAsync();
        await writing;
    }

    private static string[] Rows(string name, bool latestOnly) =>
        [
            .. latestOnly ? (string[])[] : [$"{name}@1.0.0 Prod a@^1"],
            $"{name}@2.0.0 Prod a@^1",
            $"{name}@2.0.0 Dev a@*",
        ];

    /// <summary>Packages between those that stay come, change, gain and lose versions, and vanish, through the commit queue.</summary>
    private static async Task WriteAsync(Service service, CancellationToken done)
    {
        for (var step = 0; !done.IsCancellationRequested; step++)
        {
            for (var i = 0; i < 40; i++)
            {
                var name = $"p{(step * 40 + i) % Staying:000}t";
                var head = ((step + i) % 4) switch
                {
                    0 => null,
                    1 => Head(name, "1.0.0: a@^1"),
                    2 => Head(name, "1.0.0: a@^1", "1.1.0: a@^1 peer:a@*"),
                    _ => Head(name, "1.1.0: other@^1"),
                };
                service.Loader.Update(
                    name,
                    former => new PackageRecord
                    {
                        Name = name,
                        Head = head,
                        FetchedAt = (former?.FetchedAt ?? DateTimeOffset.UnixEpoch).AddSeconds(1),
                    },
                    details: null
                );
            }

            await service.Commits.FlushAsync(CancellationToken.None);
        }
    }
}
