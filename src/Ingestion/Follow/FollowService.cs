using DepGraph.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Follow;

/// <summary>
/// Follows a registry's feed: reads a page, brings what changed into the store, and moves the position behind it. So each change counts at
/// least once, whatever ends this process. Of several processes on a store one follows at a time.
/// </summary>
internal sealed class FollowService(
    IRegistryFeed feed,
    ChangedPackages packages,
    IPositionStore positions,
    FollowTurn turn,
    FollowStatus status,
    SignOfLife life,
    IOptions<FollowOptions> options,
    TimeProvider time,
    ILogger<FollowService> logger
) : BackgroundService
{
    /// <summary>With more of them the registry is in trouble as a whole: the feed waits until it is not.</summary>
    public const int MostOwed = 1_000;

    /// <summary>No feed gives fewer at once when it has more; npm's has as many in about a minute.</summary>
    private const int FewChanges = 100;

    private readonly PositionKeeper keeper = new(positions, feed.Name);
    private readonly OwedPackages owed = new(time);
    private readonly Backoff backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    private int pageSize = options.Value.PageSize;
    private bool isToBeReset = options.Value.IsReset;

    /// <summary>Null until it is read, and after another process has moved it.</summary>
    private FeedPosition? position;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await turn.GiveUpAsync();
        life.End();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var pause = await TryFollowAsync(stoppingToken);
                await life.RestAsync(pause, isWell: status.Problem is null, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("The feed is no longer followed.");
        }
    }

    /// <summary>One look at the feed; gives the pause until the next.</summary>
    private async Task<TimeSpan> TryFollowAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!await turn.TryTakeAsync(stoppingToken))
            {
                position = null;
                status.StandBy();
                return options.Value.Interval;
            }

            var isAtEnd = await FollowAsync(stoppingToken);
            if (backoff.Reset())
            {
                logger.LogInformation("The feed {Feed} is followed again.", feed.Name);
            }

            return isAtEnd ? options.Value.Interval : TimeSpan.Zero;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // The stack of what is none of the usual troubles is worth seeing each time.
            var isUsual = e is FeedException or StoreException;
            var level = isUsual && backoff.Failures > 0 ? LogLevel.Debug : LogLevel.Warning;
            logger.Log(
                level,
                isUsual ? null : e,
                "The feed {Feed} is not followed now: {Reason}",
                feed.Name,
                e.Message
            );
            status.Fail(e.Message);
            return backoff.Next((e as FeedException)?.RetryAfter);
        }
    }

    /// <summary>True when nothing is behind what was read.</summary>
    /// <exception cref="FeedException">The feed, or the registry as a whole, cannot be read.</exception>
    /// <exception cref="StoreException">The store fails.</exception>
    private async Task<bool> FollowAsync(CancellationToken stoppingToken)
    {
        var from = position ??= await BeginAsync(stoppingToken);
        var (page, limit) = owed.Count > MostOwed ? (null, 0) : await ReadAsync(from.Sequence, stoppingToken);
        status.CountChanges(page?.Count ?? 0);
        await RefreshAsync(page?.Changes ?? [], stoppingToken);
        var end = page?.EndOf(limit) ?? from.Sequence;
        var isBack = end.IsBefore(from.Sequence);
        var next = new FeedPosition(isBack ? from.Sequence : end, owed.Names);
        if (!await keeper.MoveAsync(next, stoppingToken))
        {
            logger.LogInformation("Another process follows the feed {Feed} too, and is further.", feed.Name);
            position = null;
            return true;
        }

        position = next;
        if (isBack)
        {
            throw new FeedException(
                $"The feed {feed.Name} ends at {end}, and was followed to {from.Sequence}: this is an old copy of it, or it was set up "
                    + "anew. If it stays so, begin anew with `depgraph follow --reset`."
            );
        }

        if (owed.Count > MostOwed)
        {
            throw new FeedException(
                $"{owed.Count} packages that changed cannot be had from the registry; the feed {feed.Name} waits for them."
            );
        }

        if (page is null)
        {
            return false;
        }

        // A full page that leads nowhere is no reason to hurry; and one that is not full may be all that this feed gives at once.
        var isAtEnd = page.Count < Math.Min(limit, FewChanges) || next.Sequence == from.Sequence;
        status.Succeed(isAtEnd, owed.Count);
        logger.Log(
            page.Count == 0 ? LogLevel.Debug : LogLevel.Information,
            "Feed {Feed}: {Count} changes up to {Sequence}, {State}; {Refreshed} packages asked for since the start, {Owed} owed.",
            feed.Name,
            page.Count,
            next.Sequence,
            isAtEnd ? "which is its end" : "and there is more",
            status.Refreshed,
            owed.Count
        );
        return isAtEnd;
    }

    /// <summary>Where the store says that the feed was followed to, or else where a first start begins.</summary>
    private async Task<FeedPosition> BeginAsync(CancellationToken stoppingToken)
    {
        if (isToBeReset)
        {
            await keeper.ForgetAsync(stoppingToken);
            isToBeReset = false;
        }

        while (true)
        {
            if (await keeper.ReadAsync(stoppingToken) is { } known)
            {
                owed.Begin(known.Owed);
                logger.LogInformation("Following the feed {Feed} from {Sequence} on.", feed.Name, known.Sequence);
                return known;
            }

            var first = options.Value.Since is { Length: > 0 } since
                ? new FeedSequence(since)
                : await feed.FindEndAsync(stoppingToken);
            await keeper.MoveAsync(new FeedPosition(first, []), stoppingToken);
        }
    }

    /// <summary>The next page, and how large it was to be: smaller than usual behind one that was too large.</summary>
    private async Task<(FeedPage Page, int Limit)> ReadAsync(FeedSequence since, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                var limit = pageSize;
                var page = await feed.ReadAsync(since, limit, stoppingToken);
                pageSize = Math.Min(2 * limit, options.Value.PageSize);
                return (page, limit);
            }
            catch (FeedException e) when (e.IsTooLarge && pageSize > 1)
            {
                pageSize /= 2;
            }
        }
    }

    private async Task RefreshAsync(IReadOnlyList<FeedChange> changes, CancellationToken stoppingToken)
    {
        var wanted = (await packages.WantedAsync(changes, stoppingToken)).ToHashSet(StringComparer.Ordinal);
        wanted.UnionWith(owed.Due);
        var failed = (await packages.RefreshAsync(wanted, CountRefreshed, stoppingToken)).ToHashSet(
            StringComparer.Ordinal
        );
        foreach (var name in wanted)
        {
            if (!failed.Contains(name))
            {
                owed.Settle(name);
            }
            else if (!owed.TryPostpone(name))
            {
                logger.LogWarning("The change of package {Package} is given up: it cannot be had for long.", name);
            }
        }
    }

    private void CountRefreshed()
    {
        status.CountRefreshed();
        life.Show();
    }
}
