using System.Collections.Concurrent;
using DepGraph.Ingestion.Follow;

namespace DepGraph.Ingestion.Tests.Follow;

/// <summary>A feed in memory: numbers from 1 on, and an answer of the test's own where it wants one.</summary>
internal sealed class ScriptedFeed : IRegistryFeed
{
    private readonly Lock gate = new();
    private readonly List<FeedChange> changes = [];

    public string Name => "memory";

    /// <summary>What was asked: the sequence and the limit.</summary>
    public ConcurrentQueue<(string Since, int Limit)> Asked { get; } = new();

    /// <summary>Thrown by every call, if set.</summary>
    public FeedException? Failure { get; set; }

    /// <summary>The answer to a sequence and a limit; null: the usual one.</summary>
    public Func<long, int, FeedPage?> Answer { get; set; } = (_, _) => null;

    /// <summary>Most changes that it gives at once, whatever is asked for.</summary>
    public int MostAtOnce { get; set; } = int.MaxValue;

    public ScriptedFeed Tell(params string[] names)
    {
        lock (gate)
        {
            changes.AddRange(names.Select(name => new FeedChange(name, IsDeleted: false)));
        }

        return this;
    }

    public ScriptedFeed TellDeleted(string name)
    {
        lock (gate)
        {
            changes.Add(new FeedChange(name, IsDeleted: true));
        }

        return this;
    }

    public Task<FeedPage> ReadAsync(FeedSequence since, int limit, CancellationToken cancellationToken)
    {
        Asked.Enqueue((since.Text, limit));
        if (Failure is { } failure)
        {
            throw failure;
        }

        lock (gate)
        {
            var from = int.Parse(since.Text);
            var page = changes.Skip(from).Take(Math.Min(limit, MostAtOnce)).ToList();
            var end = new FeedSequence($"{from + page.Count}");
            return Task.FromResult(
                Answer(from, limit) ?? new FeedPage(page, page.Count, page.Count == 0 ? null : end, end)
            );
        }
    }

    public Task<FeedSequence> FindEndAsync(CancellationToken cancellationToken)
    {
        if (Failure is { } failure)
        {
            throw failure;
        }

        lock (gate)
        {
            return Task.FromResult(new FeedSequence($"{changes.Count}"));
        }
    }
}
