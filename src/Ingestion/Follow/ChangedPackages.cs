using DepGraph.Ingestion.Commit;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Resolution;
using DepGraph.Npm.Specs;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Follow;

/// <summary>Brings packages that a feed says have changed into the store, by the same way as every refresh.</summary>
internal sealed class ChangedPackages(
    PackageGraph graph,
    HeadCache cache,
    CommitQueue commits,
    IHeadStore store,
    IOptions<FollowOptions> options,
    TimeProvider time,
    ILogger<ChangedPackages> logger
)
{
    /// <summary>Those of a page's packages that are to be asked for, each once.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    public async Task<IReadOnlyCollection<string>> WantedAsync(
        IEnumerable<FeedChange> changes,
        CancellationToken cancellationToken
    )
    {
        // The last word on a document counts. What is no package's name is a registry's own document.
        var last = new Dictionary<string, FeedChange>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (PackageName.IsValid(change.Name))
            {
                last[change.Name] = change;
            }
        }

        var names = last.Keys.ToList();
        var contained = await store.ContainsAsync(names, cancellationToken);
        // What is in memory may not be in the store yet.
        return
        [
            .. names.Where(
                (name, place) =>
                    contained[place]
                    || graph.LastKnown(name) is not null
                    || (options.Value.All && !last[name].IsDeleted)
            ),
        ];
    }

    /// <summary>Asks the registry for packages, and ends when what it said is in the store.</summary>
    /// <param name="names">The packages.</param>
    /// <param name="refreshed">Told of each that was had.</param>
    /// <param name="stoppingToken">Breaks it off.</param>
    /// <returns>Those that could not be had or stored, and for which that may change.</returns>
    /// <exception cref="OperationCanceledException">The process stops: it is not known what was done.</exception>
    public async Task<IReadOnlyCollection<string>> RefreshAsync(
        IReadOnlyCollection<string> names,
        Action refreshed,
        CancellationToken stoppingToken
    )
    {
        var dropped = commits.Dropped;
        var failed = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await Parallel.ForEachAsync(
            names,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = options.Value.Concurrency,
                CancellationToken = stoppingToken,
            },
            async (name, cancellationToken) =>
            {
                if (await TryRefreshAsync(name, cancellationToken))
                {
                    refreshed();
                }
                else
                {
                    failed.Enqueue(name);
                }
            }
        );
        await commits.FlushAsync(stoppingToken);
        stoppingToken.ThrowIfCancellationRequested();
        // Which of them the store did not take is not known.
        return commits.Dropped == dropped ? failed : names;
    }

    /// <summary>False when it may do better later.</summary>
    private async Task<bool> TryRefreshAsync(string name, CancellationToken cancellationToken)
    {
        if (cache.Entries.Find(name) is { Flight: not null })
        {
            // It was sent before the change was heard of, perhaps before the change: what it brings is not enough.
            await graph.Heads.RevalidateAsync(name, cancellationToken);
        }

        var asked = time.GetUtcNow();
        var head = await graph.Heads.RevalidateAsync(name, asked, cancellationToken);
        if (head.Status == HeadStatus.Failed)
        {
            return IsOver(name, head.IsRetryable, head.Message);
        }

        if (head is not { Head: not null, Record: { Full: not null } record })
        {
            return true;
        }

        var details = await graph.Details.RevalidateAsync(record, asked, cancellationToken);
        return details.Status != HeadStatus.Failed || IsOver(name, details.IsRetryable, details.Message);
    }

    private bool IsOver(string name, bool isRetryable, string? message)
    {
        if (!isRetryable)
        {
            logger.LogWarning("The change of package {Package} is passed over: {Reason}", name, message);
        }

        return !isRetryable;
    }
}
