using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Sources;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Commit;

/// <summary>What waits to be committed for one package. Changes under the queue's lock.</summary>
internal sealed class PendingWrite(HeadEntry entry, PackageRecord record, long ticket)
{
    private HashSet<string>? answeredVersions;
    private List<DocumentLease>? leases;

    public HeadEntry Entry { get; } = entry;

    /// <summary>Position in the order of arrival; a later state of the same package keeps the place of the first.</summary>
    public long Ticket { get; } = ticket;

    public PackageRecord Record { get; private set; } = record;

    public PackageDetails? Details { get; private set; }

    public long Bytes { get; private set; } = SizeOf(record, null);

    /// <summary>Takes a later state in; returns by how many bytes it grew.</summary>
    public long Merge(PackageRecord later, PackageDetails? details)
    {
        var before = Bytes;
        Record = later;
        Details = details ?? Details;
        Bytes = SizeOf(Record, Details);
        return Bytes - before;
    }

    /// <summary>Versions are noted by text: an index would mean another version once the head has changed.</summary>
    public void AddAnswered(IEnumerable<string> versions) =>
        (answeredVersions ??= new(StringComparer.Ordinal)).UnionWith(versions);

    /// <summary>A lease that ends when this is in the store: until then others would fetch the document once more.</summary>
    public void AddLease(DocumentLease lease) => (leases ??= []).Add(lease);

    public void ReleaseLeases() => leases?.ForEach(static lease => lease.Release());

    /// <summary>Takes in a later write of the package, after this one could not be committed; returns by how much it grew.</summary>
    public long MergeLater(PendingWrite later)
    {
        if (later.answeredVersions is { } versions)
        {
            AddAnswered(versions);
        }

        if (later.leases is { } held)
        {
            (leases ??= []).AddRange(held);
        }

        return Merge(later.Record, later.Details);
    }

    public HeadWrite ToHeadWrite() =>
        new()
        {
            Name = Record.Name,
            Head = Record.Head,
            FetchedAt = Record.FetchedAt,
            ETag = Record.ETag,
            LastModified = Record.LastModified,
            Full = Record.Full,
            Details = Details,
            Answered = AnsweredIndexes(),
        };

    private List<int> AnsweredIndexes()
    {
        var indexes = new List<int>();
        if (Record.Head is { } head && answeredVersions is not null)
        {
            foreach (var version in answeredVersions)
            {
                if (head.IndexOf(version) is >= 0 and var index)
                {
                    indexes.Add(index);
                }
            }

            indexes.Sort();
        }

        return indexes;
    }

    private static long SizeOf(PackageRecord record, PackageDetails? details) =>
        300 + (record.Head?.EstimatedBytes ?? 0) + (details?.EstimatedBytes ?? 0);
}
