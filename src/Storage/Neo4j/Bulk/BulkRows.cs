namespace DepGraph.Storage.Neo4j.Bulk;

/// <summary>Some rows of each table. Not thread-safe.</summary>
public sealed class BulkRows
{
    private readonly Dictionary<BulkTable, CsvRows> _rows = BulkTable.All.ToDictionary(
        table => table,
        _ => new CsvRows()
    );

    internal CsvRows this[BulkTable table] => _rows[table];

    /// <summary>Bytes of the longest row.</summary>
    public int Longest => _rows.Values.Max(rows => rows.Longest);

    /// <summary>A table's rows, each with a line feed behind it; empty when there are none.</summary>
    /// <param name="table">The table.</param>
    /// <param name="multiline">Those of which some text has a line break; otherwise all others.</param>
    public ReadOnlyMemory<byte> Of(BulkTable table, bool multiline) =>
        multiline ? _rows[table].MultilineRows : _rows[table].Lines;
}
