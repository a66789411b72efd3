using DepGraph.Ingestion.Commit;
using DepGraph.Ingestion.Registry;
using DepGraph.Ingestion.Sources;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Graph;

/// <summary>
/// The end of a flight: what the source says becomes what is in memory. What the registry said is published at once and committed behind;
/// what another process stored is loaded; a failure counts for a moment.
/// </summary>
internal sealed class HeadFetch(
    HeadCache cache,
    StoreBatcher<string, PackageRecord> store,
    IDocumentSource source,
    CommitQueue commits,
    IngestionOptions options,
    TimeProvider time,
    ILogger<HeadLoader> logger,
    CancellationToken stopping
)
{
    /// <summary>Asks the source until there is an answer, which is in memory then, with the flight ended. Never throws.</summary>
    public async Task<PackageAnswer> RunAsync(HeadEntry entry, HeadFlight flight)
    {
        DocumentLease? lease = null;
        try
        {
            while (true)
            {
                var known = entry.Content?.Record;
                switch (await source.FetchAsync(RequestOf(entry.Name, known, flight), stopping))
                {
                    case SourceAnswer.FromRegistry got:
                        lease = got.Lease;
                        return Settle(entry, known, got.Answer, lease);
                    case SourceAnswer.Failed failed:
                        return Fail(entry, failed);
                    default:
                        if (await store.ReadAsync(entry.Name) is { } record)
                        {
                            return Take(entry, record);
                        }

                        // It does not decode, or is gone already: what is stored is no answer.
                        stopping.ThrowIfCancellationRequested();
                        flight.NewerThan = time.GetUtcNow();
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            var message = $"Package '{entry.Name}' was not fetched: the service stops.";
            return Fail(entry, new(AnswerCodes.Stopping, message, IsRetryable: true));
        }
        catch (Exception e)
        {
            lease?.Break(options.FailureFreshness);
            logger.LogError(e, "Fetching package {Package} broke.", entry.Name);
            var message = $"Package '{entry.Name}' could not be taken in.";
            return Fail(entry, new(AnswerCodes.Internal, message, IsRetryable: false));
        }
    }

    /// <summary>
    /// The later of what is at hand and what is stored. An equal head is the object at hand, so that what was built from it stays
    /// valid. The caller holds the entry's gate.
    /// </summary>
    public PackageAnswer Later(HeadEntry entry, PackageRecord stored)
    {
        if (entry.Content is not { Record: { } known } content)
        {
            return PackageAnswer.Of(stored, options);
        }

        if (known.FetchedAt > stored.FetchedAt)
        {
            var isFullLater = known.Full is null || stored.Full?.FetchedAt > known.Full.FetchedAt;
            return isFullLater ? content.With(known with { Full = stored.Full }) : content;
        }

        var isEqual = known.Head?.ContentHash == stored.Head?.ContentHash;
        return PackageAnswer.Of(isEqual ? stored with { Head = known.Head } : stored, options);
    }

    private static DocumentRequest RequestOf(string name, PackageRecord? known, HeadFlight flight) =>
        new()
        {
            Name = name,
            Form = DocumentForm.Abbreviated,
            ETag = known?.Head is null ? null : known.ETag,
            LastModified = known?.Head is null ? null : known.LastModified,
            NewerThan = flight.NewerThan,
            IsForced = flight.IsForced,
            IsAwaited = flight.IsAwaited,
            Closure = flight.Closure,
        };

    private PackageAnswer Settle(HeadEntry entry, PackageRecord? known, RegistryAnswer fetched, DocumentLease? lease)
    {
        var now = time.GetUtcNow();
        return fetched switch
        {
            RegistryAnswer.Fetched { Packument.Head: var head } got => Publish(
                entry,
                latest => new PackageRecord
                {
                    Name = entry.Name,
                    Head = latest?.Head?.ContentHash == head.ContentHash ? latest.Head : head,
                    ETag = got.ETag,
                    LastModified = got.LastModified,
                    FetchedAt = now,
                    Full = latest?.Full,
                    Revision = latest?.Revision ?? 0,
                    Sequence = latest?.Sequence ?? 0,
                },
                lease
            ),
            RegistryAnswer.NotModified => Publish(entry, latest => (latest ?? known!) with { FetchedAt = now }, lease),
            _ => Publish(
                entry,
                latest => new PackageRecord
                {
                    Name = entry.Name,
                    Head = null,
                    FetchedAt = now,
                    Revision = latest?.Revision ?? 0,
                    Sequence = latest?.Sequence ?? 0,
                },
                lease
            ),
        };
    }

    /// <summary>Ends the flight with what another process has stored, unless something later is known by now.</summary>
    private PackageAnswer Take(HeadEntry entry, PackageRecord stored)
    {
        lock (entry.Gate)
        {
            var answer = Later(entry, stored);
            cache.Publish(entry, answer);
            entry.Flight = null;
            return answer;
        }
    }

    /// <summary>Ends the flight with what the registry said, as a change of what is known by now.</summary>
    private PackageAnswer Publish(HeadEntry entry, Func<PackageRecord?, PackageRecord> change, DocumentLease? lease)
    {
        lock (entry.Gate)
        {
            var record = change(entry.Content?.Record);
            var answer = PackageAnswer.Of(record, options);
            cache.Publish(entry, answer);
            commits.Add(entry, record, lease: lease);
            entry.Flight = null;
            return answer;
        }
    }

    /// <summary>Ends the flight with a failure, which counts for a moment; what was known before goes on being the answer.</summary>
    private PackageAnswer Fail(HeadEntry entry, SourceAnswer.Failed failed)
    {
        var failure = PackageAnswer.Failed(failed, time.GetUtcNow(), options.FailureFreshness);
        lock (entry.Gate)
        {
            cache.PublishFailure(entry, failure);
            entry.Flight = null;
            return entry.Content ?? failure;
        }
    }
}
