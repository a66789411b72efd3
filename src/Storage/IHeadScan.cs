using DepGraph.Npm.Packuments;

namespace DepGraph.Storage;

/// <summary>All heads one after the other, for what is derived from the graph as a whole, such as who depends on whom.</summary>
public interface IHeadScan
{
    /// <summary>
    /// Streams the head of every known package, each once, in an order of the store's own and within bounded memory, however
    /// long the consumer takes. It is no snapshot: every package that was known when the reading began and still is comes,
    /// in that state or a later one; others that change meanwhile may come. So what is derived is up to date with the
    /// sequence number read before the scan once the changes after it have been applied again
    /// (<see cref="IHeadStore.ReadChangesAsync"/>). A head whose stored bytes no longer decode is left out.
    /// </summary>
    IAsyncEnumerable<PackageHead> ScanHeadsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The same of all that is held, packages remembered as missing too, for who takes the graph elsewhere: in batches of some MiB and at
    /// most a thousand packages. What comes of one package belongs together; details may be newer than the record, never older.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<PackageDocuments>> ScanDocumentsAsync(CancellationToken cancellationToken = default);
}
