using DepGraph.Npm.Packuments;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// Decides what a batch of writes does to what is stored, without touching the store: which of them change, confirm or are superseded,
/// and what they come to for each package.
/// </summary>
internal sealed class CommitPlan
{
    private readonly SortedDictionary<string, PackageChange> _changes = new(StringComparer.Ordinal);
    private readonly DamagedHeads _damagedHeads;
    private readonly DamagedHeads _damagedDetails;

    /// <param name="totals">The figures before the commit; they become those after it.</param>
    /// <param name="subjects">What is stored, by the names of the batch.</param>
    /// <param name="damagedHeads">Heads to be stored again although they are the stored ones.</param>
    /// <param name="damagedDetails">The same of details.</param>
    public CommitPlan(
        GraphTotals totals,
        IReadOnlyDictionary<string, CommitSubject> subjects,
        DamagedHeads damagedHeads,
        DamagedHeads damagedDetails
    )
    {
        Totals = totals;
        FirstSequence = totals.Sequence + 1;
        _damagedHeads = damagedHeads;
        _damagedDetails = damagedDetails;
        foreach (var (name, subject) in subjects)
            _changes.Add(name, new PackageChange(name, subject));
    }

    public GraphTotals Totals { get; }

    public long FirstSequence { get; }

    /// <summary>Every package of the batch in the order of names, those that nothing was written to too.</summary>
    public IReadOnlyCollection<PackageChange> Changes => _changes.Values;

    public List<VersionGain> Gains { get; } = [];

    /// <summary>Those of <see cref="Changes"/> that took a sequence number.</summary>
    public IEnumerable<PackageChange> Sequenced =>
        _changes.Values.Where(change => change.Package.Sequence >= FirstSequence);

    public HeadCommit Apply(HeadWrite write)
    {
        var change = _changes[write.Name];
        var stored = change.Package;
        var isSame = write.Head is null
            ? stored.State == PackageState.Missing
            : stored.State == PackageState.Known && stored.ContentHash == write.Head.ContentHash;
        var isSuperseded = stored.FetchedAt > write.FetchedAt;
        var sequence = 0L;
        if (!isSuperseded && isSame)
            Confirm(change, write);
        else if (!isSuperseded)
            ChangeHead(change, write, sequence = ++Totals.Sequence);
        if (isSame && write.Head is not null)
            Complete(change, write, write.Head);
        var isHeld = write.Head is not null && (!isSuperseded || stored.State == PackageState.Known);
        if (isHeld && TakesFull(stored, write) && SaveFull(change, write) && sequence == 0)
        {
            sequence = ++Totals.Sequence;
            change.Package = change.Package with { Sequence = sequence };
        }
        return new HeadCommit(
            sequence == 0 ? stored.Sequence : sequence,
            change.Package.Revision,
            sequence != 0 ? HeadCommitOutcome.Changed
                : isSame ? HeadCommitOutcome.Confirmed
                : HeadCommitOutcome.Superseded
        );
    }

    private static void Confirm(PackageChange change, HeadWrite write)
    {
        change.Package = change.Package with
        {
            FetchedAt = write.FetchedAt,
            ETag = write.ETag,
            LastModified = write.LastModified,
        };
        change.IsWritten = true;
    }

    private void ChangeHead(PackageChange change, HeadWrite write, long revision)
    {
        var stored = change.Package;
        AddGain(change, write, revision);
        var head = write.Head is null ? null : Private(write.Head);
        change.Package = stored with
        {
            State = head is null ? PackageState.Missing : PackageState.Known,
            Sequence = revision,
            Revision = revision,
            Versions = head?.Count ?? 0,
            Dependencies = head?.DependencyCount ?? 0,
            FetchedAt = write.FetchedAt,
            ETag = write.ETag,
            LastModified = write.LastModified,
            ContentHash = head?.ContentHash,
            Full = head is null ? null : stored.Full,
            DetailsHash = head is null ? null : stored.DetailsHash,
        };
        Totals.Count(stored.State, stored.Versions, stored.Dependencies, -1);
        Totals.Count(change.Package.State, change.Package.Versions, change.Package.Dependencies, +1);
        change.IsWritten = change.IsHeadChanged = true;
        change.Head = head;
        change.ForgetVersions();
        if (head is null)
            change.Details = null;
        else
            AddVersions(change, head, write.Answered);
    }

    /// <summary>What a write adds to a head that is stored already, or comes earlier in the batch.</summary>
    private void Complete(PackageChange change, HeadWrite write, PackageHead head)
    {
        if (change.Head is null && _damagedHeads.Contains(write.Name))
        {
            change.Head = Private(head);
            change.IsWritten = true;
        }
        if (write.Answered.Count > 0 && (change.IsHeadChanged || change.Before.IsPending))
            AddVersions(change, change.Head ?? Private(head), write.Answered);
    }

    private static void AddVersions(PackageChange change, PackageHead head, IReadOnlyCollection<int> answered)
    {
        if (head.LatestVersion is { } latest)
            change.AddVersion(latest);
        foreach (var index in answered)
            change.AddVersion(head[index]);
    }

    private static bool TakesFull(StoredPackage stored, HeadWrite write) =>
        write.Full is { } full && (stored.Full is null || stored.Full.FetchedAt <= full.FetchedAt);

    /// <summary>True when the details changed.</summary>
    private bool SaveFull(PackageChange change, HeadWrite write)
    {
        change.Package = change.Package with { Full = write.Full };
        change.IsWritten = true;
        if (write.Details is not { } details)
            return false;
        if (change.Package.DetailsHash == details.ContentHash && !_damagedDetails.Contains(write.Name))
            return false;
        change.Package = change.Package with { DetailsHash = details.ContentHash };
        change.Details = details;
        return true;
    }

    private void AddGain(PackageChange change, HeadWrite write, long revision)
    {
        if (write.Head is null || change.Package.State == PackageState.Named)
            return;
        PackageHead? former = null;
        if (change.Package.State == PackageState.Known)
        {
            former = change.Head ?? Decode(write.Name, change.Before.FormerHead);
            // Of one that does not decode nobody knows what it had.
            if (former is null)
                return;
        }
        var gained = GainedVersions.Between(former, write.Head);
        if (gained.Count > 0)
            Gains.Add(new VersionGain(revision, write.Name, gained));
    }

    private static PackageHead? Decode(string name, byte[]? head)
    {
        try
        {
            return head is null ? null : HeadCodec.Decode(name, head);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>
    /// The same head over the same bytes: the requirements of every kind that are made of it here go with it, and do not
    /// burden the one that the caller's cache holds.
    /// </summary>
    private static PackageHead Private(PackageHead head) => HeadCodec.Decode(head.Name, HeadCodec.Encode(head));
}
