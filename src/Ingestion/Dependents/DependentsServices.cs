using DepGraph.Ingestion.Dependents.Forecast;
using DepGraph.Ingestion.Dependents.Paging;
using DepGraph.Ingestion.Dependents.Transitive;
using DepGraph.Ingestion.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace DepGraph.Ingestion.Dependents;

/// <summary>Registers the index of dependents, for a process that answers questions: one that only fetches needs none.</summary>
public static class DependentsServices
{
    /// <summary>Adds <see cref="DependentPages"/> and the background service behind it. Ingestion must be registered too.</summary>
    public static IServiceCollection AddDependents(this IServiceCollection services)
    {
        services.AddSingleton<DependentsIndexer>();
        services.AddHostedService(provider => provider.GetRequiredService<DependentsIndexer>());
        services.AddSingleton<IHeadForecast, IndexForecast>();
        services.AddSingleton<SortedListCache>();
        services.AddSingleton<DirectPage>();
        services.AddSingleton<TransitiveCache>();
        services.AddSingleton<TransitivePage>();
        services.AddSingleton(provider => new DependentPages(
            provider.GetRequiredService<DependentsIndexer>(),
            provider.GetRequiredService<DirectPage>(),
            provider.GetRequiredService<TransitivePage>()
        ));
        return services;
    }
}
