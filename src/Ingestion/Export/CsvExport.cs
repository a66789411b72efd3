using DepGraph.Storage;
using DepGraph.Storage.Neo4j.Bulk;

namespace DepGraph.Ingestion.Export;

/// <summary>
/// Writes the graph as tables that neo4j-admin makes a database of, with all that the service wants there. In memory are the numbers of
/// packages, some 30 bytes a name, and a few batches.
/// </summary>
/// <param name="store">What is exported.</param>
/// <param name="folder">Where to.</param>
/// <param name="gzip">Whether rows are compressed.</param>
/// <param name="progress">Is told of what is written.</param>
internal sealed class CsvExport(IGraphStore store, CsvFolder folder, bool gzip, ExportProgress progress)
{
    private readonly BulkGraph graph = new();
    private int longest;

    /// <summary>How many packages are not in it because their names are longer than Neo4j can look up.</summary>
    public int LeftOut => graph.LeftOut;

    /// <summary>Exports everything.</summary>
    /// <returns>The sequence number that the store had before the first package was read.</returns>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped: there is no script.</exception>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var sequence = await store.LastSequenceAsync(cancellationToken);
        await OrderedEncoding.RunAsync(
            store.ScanDocumentsAsync(cancellationToken),
            packages => Encode(graph.Encode(packages), packages.Count),
            encoded => WriteAsync(encoded, cancellationToken),
            cancellationToken
        );
        await WriteAsync(Encode(graph.Complete(sequence), packages: 0), cancellationToken);
        var files = await folder.CompleteAsync(cancellationToken);
        await folder.WriteScriptAsync(ImportScript.Of(BulkImport.Options(files, longest), sequence), cancellationToken);
        return sequence;
    }

    private Encoded Encode(BulkRows rows, int packages)
    {
        var parts = new List<Part>();
        foreach (var table in BulkTable.All)
        {
            foreach (var multiline in (bool[])[false, true])
            {
                if (rows.Of(table, multiline) is { IsEmpty: false } content)
                {
                    parts.Add(new Part(table, multiline, gzip ? GzipMember.Of(content.Span) : content));
                }
            }
        }

        return new Encoded(packages, parts, rows.Longest);
    }

    private async ValueTask WriteAsync(Encoded encoded, CancellationToken cancellationToken)
    {
        foreach (var part in encoded.Parts)
        {
            await folder.AppendAsync(part.Table, part.Multiline, part.Content, cancellationToken);
        }

        longest = Math.Max(longest, encoded.Longest);
        progress.Count(encoded.Packages, encoded.Parts.Sum(part => (long)part.Content.Length));
    }

    /// <summary>What a batch came to.</summary>
    private sealed record Encoded(int Packages, IReadOnlyList<Part> Parts, int Longest);

    private readonly record struct Part(BulkTable Table, bool Multiline, ReadOnlyMemory<byte> Content);
}
