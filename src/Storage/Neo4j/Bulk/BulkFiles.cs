namespace DepGraph.Storage.Neo4j.Bulk;

/// <summary>The files that a table lies in, by the paths that the importer is to be told.</summary>
/// <param name="Table">The table.</param>
/// <param name="Header">The file with the header alone.</param>
/// <param name="Rows">The rows that are one line each; null when there are none.</param>
/// <param name="MultilineRows">The others; null when there are none.</param>
public sealed record BulkFiles(BulkTable Table, string Header, string? Rows, string? MultilineRows);
