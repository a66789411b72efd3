namespace DepGraph.Storage.Neo4j.Bulk;

/// <summary>Some neighbouring fields of a row, which many rows have in common.</summary>
internal readonly struct CsvFields(byte[] content, bool isMultiline)
{
    public ReadOnlySpan<byte> Content => content;

    /// <summary>Whether some text of them has a line break.</summary>
    public bool IsMultiline => isMultiline;
}
