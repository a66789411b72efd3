using DepGraph.Storage;

namespace DepGraph.Ingestion.Import;

/// <summary>How far an import is. Counted by its two threads, read by any.</summary>
internal sealed class ImportProgress
{
    private long broken;
    private long changed;
    private long confirmed;
    private long superseded;

    /// <param name="from">What was done before.</param>
    public ImportProgress(ImportPosition from) =>
        (broken, changed, confirmed, superseded) = (from.Broken, from.Changed, from.Confirmed, from.Superseded);

    /// <summary>Lines that were no packument.</summary>
    public long Broken => Volatile.Read(ref broken);

    /// <summary>Packages that are new or were different in the store.</summary>
    public long Changed => Volatile.Read(ref changed);

    /// <summary>Packages that the store had just so.</summary>
    public long Confirmed => Volatile.Read(ref confirmed);

    /// <summary>Packages of which the store has something newer, which stays.</summary>
    public long Superseded => Volatile.Read(ref superseded);

    /// <summary>Packages that are done with: committed, or found not to need it.</summary>
    public long Packages => Changed + Confirmed + Superseded;

    public void CountBroken() => Interlocked.Increment(ref broken);

    public void Count(HeadCommitOutcome outcome)
    {
        switch (outcome)
        {
            case HeadCommitOutcome.Changed:
                Interlocked.Increment(ref changed);
                break;
            case HeadCommitOutcome.Confirmed:
                Interlocked.Increment(ref confirmed);
                break;
            default:
                Interlocked.Increment(ref superseded);
                break;
        }
    }
}
