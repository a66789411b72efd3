using DepGraph.Npm.Packuments;

namespace DepGraph.Storage;

/// <summary>Package heads: the truth of the graph, one compact document per package.</summary>
public interface IHeadStore
{
    /// <summary>
    /// Loads packages in one round trip, all from one snapshot. The answer has the length and the order of
    /// <paramref name="names"/>; null where the store holds nothing under that name (a package remembered as missing is
    /// a record without a head). A head whose stored bytes no longer decode counts as not held, so that it is fetched
    /// and written anew.
    /// </summary>
    ValueTask<IReadOnlyList<PackageRecord?>> LoadAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Loads what only full documents say, in the length and order of <paramref name="names"/>; null where none is held.
    /// Null for a package whose record has <see cref="PackageRecord.Full"/> means that the stored bytes do not decode: then the
    /// full document has to be fetched unconditionally.
    /// </summary>
    ValueTask<IReadOnlyList<PackageDetails?>> LoadDetailsAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Group commit: all of <paramref name="batch"/> in one transaction, or none of it. With each head go the
    /// relationships of its latest and of its answered versions. Idempotent: writing again what is stored changes
    /// nothing and takes no sequence number. When the task completes, the batch survives the death of this process.
    /// </summary>
    /// <returns>One result per write, in the order of the batch.</returns>
    Task<IReadOnlyList<HeadCommit>> CommitAsync(
        IReadOnlyList<HeadWrite> batch,
        CancellationToken cancellationToken = default
    );

    /// <summary>What suits the store when very many heads are committed one batch after the other. 2,000 packages or 16 MiB by default.</summary>
    BulkBatch BulkBatch => new(Packages: 2_000, Bytes: 16L << 20);

    /// <summary>The sequence number of the newest commit; 0 in an empty store.</summary>
    ValueTask<long> LastSequenceAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The packages that changed after <paramref name="afterSequence"/>, oldest change first, at most
    /// <paramref name="limit"/>. A package that changed more than once appears once, at its newest change. Commits become
    /// visible in sequence order: nothing at or below the last sequence read can appear later. What had been committed when this was
    /// called is in it, whatever is being committed meanwhile.
    /// </summary>
    ValueTask<IReadOnlyList<HeadChange>> ReadChangesAsync(
        long afterSequence,
        int limit,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// The versions that packages gained by commits after <paramref name="afterSequence"/>, in the order of the commits, at most
    /// <paramref name="limit"/> of those. A package that enters the graph gains nothing; one that was remembered as missing gains
    /// all of its versions. Unlike in <see cref="ReadChangesAsync"/> each commit counts, until <see cref="ForgetGainsAsync"/>.
    /// </summary>
    ValueTask<IReadOnlyList<VersionGain>> ReadGainsAsync(
        long afterSequence,
        int limit,
        CancellationToken cancellationToken = default
    );

    /// <summary>Forgets gains that were committed longer ago than <paramref name="age"/>, by the store's clock; returns how many.</summary>
    Task<int> ForgetGainsAsync(TimeSpan age, CancellationToken cancellationToken = default);

    /// <summary>
    /// Whether the graph has packages of those names, in their order: known ones, ones that are remembered as missing, and ones that
    /// only a dependency names. Reads no head.
    /// </summary>
    ValueTask<IReadOnlyList<bool>> ContainsAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// The packages that were confirmed longest ago, oldest first: at most <paramref name="count"/>, confirmed before
    /// <paramref name="before"/>. Packages remembered as missing are left out.
    /// </summary>
    ValueTask<IReadOnlyList<FetchAge>> OldestFetchedAsync(
        int count,
        DateTimeOffset before,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Forgets packages that were found missing before <paramref name="before"/>, at most <paramref name="limit"/> at once.
    /// </summary>
    /// <returns>How many were forgotten; below <paramref name="limit"/> when none is left.</returns>
    Task<int> ForgetMissingAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);
}
