using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Hosting;
using DepGraph.Ingestion.Registry;
using DepGraph.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Follow;

/// <summary>Registers the following of a feed.</summary>
internal static class FollowServices
{
    /// <summary>Whether the settings name a feed to be followed.</summary>
    public static bool IsAsked(IConfiguration configuration) =>
        configuration[$"{FollowOptions.SectionName}:{nameof(FollowOptions.Url)}"] is { Length: > 0 };

    /// <summary>Follows the feed of the section <c>Follow</c>.</summary>
    public static IServiceCollection AddFollowing(this IServiceCollection services, IConfiguration configuration)
    {
        BoundSection.Add<FollowOptions, FollowOptionsValidation>(services, configuration, FollowOptions.SectionName);
        services.AddSingleton<FeedTransport>();
        services.AddSingleton<IRegistryFeed>(provider => new CouchFeed(
            new Uri(provider.GetRequiredService<IOptions<FollowOptions>>().Value.Url!),
            new FeedExchange(
                provider.GetRequiredService<FeedTransport>().GetAsync,
                provider.GetRequiredService<IOptions<RegistryOptions>>().Value,
                provider.GetRequiredService<TimeProvider>()
            )
        ));
        return services.AddFollower();
    }

    /// <summary>All but options and feed: tests bring their own.</summary>
    public static IServiceCollection AddFollower(this IServiceCollection services)
    {
        services.AddSingleton<IPositionStore>(provider => provider.GetRequiredService<IGraphStore>());
        services.AddSingleton<FollowTurn>();
        services.AddSingleton<ChangedPackages>();
        services.AddSingleton<SignOfLife>();
        services.AddSingleton(provider => new FollowStatus(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IngestionMetrics>()
        ));
        return services.AddHostedService<FollowService>();
    }
}
