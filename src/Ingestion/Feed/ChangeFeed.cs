using DepGraph.Ingestion.Commit;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Feed;

/// <summary>
/// Follows the store's changes, whichever process made them: heads and full documents in memory that are older are let go, those who
/// wait for a document hear of it, and versions that packages gained are told to <see cref="VersionFeed"/>. One poll for all of
/// that: every 250 ms, every 25 ms while an answer waits, and at once after a commit of this process or when somebody asks for one.
/// </summary>
internal sealed class ChangeFeed(
    IHeadStore store,
    HeadCache heads,
    HeadLoader loader,
    DetailsLoader details,
    DocumentWatch documents,
    VersionFeed versions,
    CommitSignal committed,
    TimeProvider time,
    ILogger<ChangeFeed> logger
) : BackgroundService
{
    private const int MostPerRead = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan UrgentInterval = TimeSpan.FromMilliseconds(25);

    private readonly Signal wake = new();
    private readonly CatchUps catchUps = new();
    private readonly CacheInvalidation memory = new(store, heads, loader, details);

    private long sequence;
    private bool isFailing;

    /// <summary>Learns where the store stands before anything of it is in memory.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        sequence = await store.LastSequenceAsync(cancellationToken);
        documents.Begun = wake.Set;
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Here and not at the end of the loop: a process that stops right after its start may never begin it.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        catchUps.End();
    }

    /// <summary>
    /// Completes when memory has nothing that is older than what the store had when this was called. Those who ask while a poll is under way share the next one.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be asked, or the feed has ended.</exception>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var next = catchUps.Next();
        wake.Set();
        return next.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var commit = committed.Next;
            while (true)
            {
                await PauseAsync(commit, stoppingToken);
                // Before the poll, so that no commit slips in between.
                commit = committed.Next;
                await TryPollAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("The change feed ends.");
        }
    }

    /// <summary>A failing store gets its pauses, however many want to know.</summary>
    private Task PauseAsync(Task commit, CancellationToken stoppingToken) =>
        isFailing
            ? Task.Delay(Interval, time, stoppingToken)
            : wake.WaitAsync(documents.IsUrgent ? UrgentInterval : Interval, time, stoppingToken, commit);

    private async Task TryPollAsync(CancellationToken stoppingToken)
    {
        try
        {
            catchUps.Begin();
            await PollAsync(stoppingToken);
            catchUps.Complete();
            await documents.LookAsync(stoppingToken);
            if (isFailing)
            {
                isFailing = false;
                logger.LogInformation("The store's changes can be read again.");
            }
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            catchUps.Fail(e);
            if (!isFailing)
            {
                isFailing = true;
                logger.LogError(e, "The store's changes cannot be read; what other processes store is not noticed.");
            }
        }
    }

    private async Task PollAsync(CancellationToken stoppingToken)
    {
        while (await store.ReadChangesAsync(sequence, MostPerRead, stoppingToken) is { Count: > 0 } changes)
        {
            var last = changes[^1].Sequence;
            var gained = await ReadGainedAsync(last, stoppingToken);
            memory.Apply(changes);
            foreach (var change in changes)
            {
                documents.OnChange(change.Name);
            }

            // Behind the changes: who hears of a version finds it.
            versions.Publish(gained);
            sequence = last;
        }

        await memory.CompleteAsync(stoppingToken);
    }

    /// <summary>
    /// What was gained up to a sequence number, each once: gains come from the store only, those of this process like those of others.
    /// A package nobody wants to hear of is not loaded.
    /// </summary>
    private async Task<List<VersionManifest>> ReadGainedAsync(long upTo, CancellationToken stoppingToken)
    {
        var gained = new List<VersionManifest>();
        for (var after = sequence; after < upTo && versions.ReaderCount > 0; )
        {
            var gains = await store.ReadGainsAsync(after, MostPerRead, stoppingToken);
            after = gains.Count == 0 ? upTo : gains[^1].Sequence;
            var wanted = gains.Where(gain => gain.Sequence <= upTo && versions.IsWanted(gain.Name)).ToList();
            gained.AddRange(wanted.Count == 0 ? [] : await LoadAsync(wanted, stoppingToken));
        }

        return gained;
    }

    /// <summary>The gained versions; what has vanished again since is left out.</summary>
    private async Task<List<VersionManifest>> LoadAsync(List<VersionGain> gains, CancellationToken stoppingToken)
    {
        string[] names = [.. gains.Select(gain => gain.Name).Distinct()];
        var found = new Dictionary<string, PackageHead>(StringComparer.Ordinal);
        foreach (var record in await store.LoadAsync(names, stoppingToken))
        {
            if (record?.Head is { } head)
            {
                loader.Learn(record);
                found.Add(record.Name, head);
            }
        }

        var told = new List<VersionManifest>();
        foreach (var gain in gains)
        {
            if (found.GetValueOrDefault(gain.Name) is { } head)
            {
                told.AddRange(gain.Versions.Select(head.IndexOf).Where(index => index >= 0).Select(i => head[i]));
            }
        }

        return told;
    }
}
