using DepGraph.Ingestion.Follow;
using DepGraph.Ingestion.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace DepGraph.Ingestion.Tests.Follow;

/// <summary>A service that follows a feed, over fakes.</summary>
internal static class FollowerUnderTest
{
    public static Task<Service> StartAsync(
        ScriptedRegistry registry,
        MemoryStore store,
        ScriptedFeed feed,
        TimeProvider? time = null,
        Action<FollowOptions>? configure = null,
        IngestionRole role = IngestionRole.Inline
    ) =>
        Service.StartAsync(
            registry,
            store,
            time,
            role: role,
            add: services =>
                services
                    .AddSingleton<IRegistryFeed>(feed)
                    // No turn runs out because the machine stalls.
                    .Configure<IngestionOptions>(options => options.LeaseDuration = TimeSpan.FromMinutes(10))
                    .Configure<FollowOptions>(options =>
                    {
                        options.Interval = TimeSpan.FromMilliseconds(10);
                        configure?.Invoke(options);
                    })
                    .AddFollower()
        );

    /// <summary>The sequence that the store says the feed was followed to; null: none.</summary>
    public static async Task<string?> PositionAsync(MemoryStore store) =>
        await store.ReadPositionAsync("feed memory") is { } text ? FeedPosition.Parse(text).Sequence.Text : null;

    /// <summary>The packages that the store says are still to be had.</summary>
    public static async Task<IReadOnlyList<string>> OwedAsync(MemoryStore store) =>
        await store.ReadPositionAsync("feed memory") is { } text ? FeedPosition.Parse(text).Owed : [];

    /// <summary>Waits until the feed was followed to a sequence.</summary>
    public static Task FollowedToAsync(MemoryStore store, string sequence, Action? meanwhile = null) =>
        Service.Eventually(() => PositionAsync(store).Result == sequence, meanwhile);
}
