using System.Collections.Concurrent;
using DepGraph.Ingestion.Follow;
using Microsoft.Extensions.DependencyInjection;

namespace DepGraph.Ingestion.Tests.Follow;

/// <summary>A feed whose sequences are texts, as CouchDB's are since its version 2.</summary>
internal sealed class TextFeed : IRegistryFeed
{
    /// <summary>What was asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public string Name => "texts";

    public void AddTo(IServiceCollection services) =>
        services
            .AddSingleton<IRegistryFeed>(this)
            .Configure<FollowOptions>(options =>
                (options.All, options.Interval) = (true, TimeSpan.FromMilliseconds(10))
            )
            .AddFollower();

    public Task<FeedPage> ReadAsync(FeedSequence since, int limit, CancellationToken cancellationToken)
    {
        Asked.Enqueue(since.Text);
        var (names, end) = since.Text switch
        {
            "1-first" => ((string[])["a"], "2-g1AAAA/+="),
            "2-g1AAAA/+=" => (["b"], "3-abc"),
            _ => ([], since.Text),
        };
        var changes = names.Select(name => new FeedChange(name, IsDeleted: false)).ToList();
        return Task.FromResult(new FeedPage(changes, changes.Count, null, new FeedSequence(end)));
    }

    public Task<FeedSequence> FindEndAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new FeedSequence("1-first"));
}
