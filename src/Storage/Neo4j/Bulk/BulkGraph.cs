using System.Collections.Concurrent;
using System.Globalization;

namespace DepGraph.Storage.Neo4j.Bulk;

/// <summary>
/// The graph as rows for <c>neo4j-admin database import full</c>: a database that is made of them is as if the packages had been committed to it
/// and all their relationships projected. Packages may be encoded on several threads; then <see cref="Complete"/> gives the last rows.
/// </summary>
public sealed class BulkGraph
{
    private readonly PackageNumbers _packages = new();
    private readonly ConcurrentDictionary<string, bool> _externals = new(StringComparer.Ordinal);
    private int _leftOut;
    private long _versionNumbers;
    private long _sequence;
    private long _known;
    private long _missing;
    private long _versions;
    private long _dependencies;

    /// <summary>How many packages have no rows because their names are longer than Neo4j can look up.</summary>
    public int LeftOut => Volatile.Read(ref _leftOut);

    /// <summary>The rows of packages; one that comes again, as it may when it changes meanwhile, has them already. Thread-safe.</summary>
    public BulkRows Encode(IReadOnlyList<PackageDocuments> packages)
    {
        var rows = new BulkRows();
        var encoder = new PackageRows(rows, _packages, _externals);
        foreach (var documents in packages)
        {
            if (!IndexKey.Fits(documents.Record.Name))
            {
                Interlocked.Increment(ref _leftOut);
                continue;
            }
            if (!_packages.TryDescribe(documents.Record.Name, out var number))
                continue;
            var versions = documents.Record.Head?.Count ?? 0;
            encoder.Add(number, documents, Interlocked.Add(ref _versionNumbers, versions) - versions);
            Count(documents.Record);
        }
        return rows;
    }

    /// <summary>The rows of everything else: what packages name and nobody has fetched, and what the store keeps of itself.</summary>
    /// <param name="sequence">The sequence number that the graph had when the first package was read; the database goes on behind it, or behind a
    /// package's own if there is a higher one.</param>
    public BulkRows Complete(long sequence)
    {
        var rows = new BulkRows();
        var encoder = new PackageRows(rows, _packages, _externals);
        foreach (var (number, name) in _packages.Named())
            encoder.AddNamed(number, name);
        foreach (var type in _externals.Keys)
            rows[BulkTable.Externals].Number(PackageRows.NumberOfExternal(type)).Text(type).End();
        AddGraph(rows[BulkTable.Graph], Math.Max(sequence, _sequence));
        rows[BulkTable.Queue].Number(0).Text("DepGraph").Truth(true).End();
        return rows;
    }

    private void Count(PackageRecord record)
    {
        if (record.Head is { } head)
        {
            Interlocked.Increment(ref _known);
            Interlocked.Add(ref _versions, head.Count);
            Interlocked.Add(ref _dependencies, head.DependencyCount);
        }
        else
            Interlocked.Increment(ref _missing);
        var highest = Volatile.Read(ref _sequence);
        while (
            highest < record.Sequence
            && Interlocked.CompareExchange(ref _sequence, record.Sequence, highest) is var found
            && found != highest
        )
            highest = found;
    }

    /// <summary>
    /// The (:Graph) node. No migration was seen: whoever opens the database first makes its constraints and indexes, which the importer of most
    /// servers cannot. The newest commit is one of no package, all of which are visible.
    /// </summary>
    private void AddGraph(CsvRows row, long sequence) =>
        row.Number(0)
            .Text("DepGraph")
            .Number(0)
            .Truth(true)
            .Numbers(sequence + 1, sequence, 0, 0)
            .Texts([sequence.ToString(CultureInfo.InvariantCulture)])
            .Number(_known)
            .Number(_missing)
            .Number(_versions)
            .Number(_dependencies)
            .End();
}
