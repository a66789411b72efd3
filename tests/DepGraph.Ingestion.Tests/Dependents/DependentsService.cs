using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Tests.Dependents;

/// <summary>Short ways to a service with an index of dependents, and to its pages.</summary>
internal static class DependentsService
{
    public static Task<Service> StartAsync(
        IGraphStore store,
        ScriptedRegistry? registry = null,
        TimeProvider? time = null,
        Action<IngestionOptions>? configure = null
    ) =>
        Service.StartAsync(
            registry ?? new ScriptedRegistry(),
            store,
            time,
            options =>
            {
                // What a test stores by itself is nothing that its registry knows.
                options.RefreshInterval = TimeSpan.Zero;
                configure?.Invoke(options);
            },
            add: services => services.AddDependents()
        );

    public static async Task<DependentsAnswer> AskAsync(
        this Service service,
        DependentsQuery query,
        double? waitSeconds = null
    )
    {
        using var session = service.Session(waitSeconds);
        return await service.Dependents.GetAsync(session, query);
    }

    public static async Task<DependentPage> PageAsync(
        this Service service,
        string package,
        bool latestOnly = true,
        DependencyKinds kinds = DependencyKinds.All,
        int first = 1000,
        DependentPlace? after = null
    ) =>
        (
            await service.AskAsync(
                new DependentsQuery
                {
                    Package = package,
                    LatestOnly = latestOnly,
                    Kinds = kinds,
                    First = first,
                    After = after,
                }
            )
        ).Page.ShouldNotBeNull();

    /// <summary>Every dependent, page by page.</summary>
    public static Task<List<string>> PagesAsync(
        this Service service,
        string package,
        int pageSize,
        bool latestOnly = true,
        DependencyKinds kinds = DependencyKinds.All
    ) =>
        service.PagesAsync(
            new DependentsQuery
            {
                Package = package,
                LatestOnly = latestOnly,
                Kinds = kinds,
                First = pageSize,
            }
        );

    /// <inheritdoc cref="PagesAsync(Service, string, int, bool, DependencyKinds)"/>
    public static async Task<List<string>> PagesAsync(this Service service, DependentsQuery query)
    {
        var rows = new List<string>();
        while (true)
        {
            var page = (await service.AskAsync(query)).Page.ShouldNotBeNull();
            page.Dependents.Count.ShouldBeLessThanOrEqualTo(query.First);
            rows.AddRange(page.Rows());
            if (!page.HasNext)
            {
                return rows;
            }

            query = query with { After = page.Dependents[^1].Place };
        }
    }

    public static string[] Rows(this DependentPage page) => [.. page.Dependents.Select(Text)];

    /// <summary>Looks until the index knows it; fails after a time that no machine needs.</summary>
    public static async Task UntilAsync(this Service service, string package, Func<string[], bool> holds)
    {
        for (var tries = 0; !holds((await service.PageAsync(package, latestOnly: false)).Rows()); tries++)
        {
            tries.ShouldBeLessThan(24_000, "It never came to hold.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static string Text(Dependent dependent) =>
        $"{dependent.Version} {dependent.Requirement.Kind} {dependent.Requirement}";
}
