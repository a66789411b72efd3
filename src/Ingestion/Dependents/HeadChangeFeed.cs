using DepGraph.Npm.Packuments;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Dependents;

/// <summary>Reads what has changed in the store since a sequence number, page by page.</summary>
internal sealed class HeadChangeFeed(IHeadStore store, long after)
{
    /// <summary>Changed packages per page, whose heads are in memory together.</summary>
    private const int PageSize = 128;

    private long sequence = after;

    /// <summary>
    /// The next changes: packages with the head that they have now, null where they have none, and whether the store had no more
    /// than these.
    /// </summary>
    public async Task<(IReadOnlyList<(string Name, PackageHead? Head)> Changed, bool IsAll)> ReadAsync(
        CancellationToken cancellationToken
    )
    {
        var changes = await store.ReadChangesAsync(sequence, PageSize, cancellationToken);
        if (changes.Count == 0)
        {
            return ([], true);
        }

        // Read after the changes, so in that state or a later one, whose own change comes again.
        var names = changes.Select(change => change.Name).ToArray();
        var records = await store.LoadAsync(names, cancellationToken);
        sequence = changes[^1].Sequence;
        return ([.. names.Zip(records, (name, record) => (name, record?.Head))], changes.Count < PageSize);
    }
}
