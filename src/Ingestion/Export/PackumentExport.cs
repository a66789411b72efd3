using DepGraph.Storage;

namespace DepGraph.Ingestion.Export;

/// <summary>Writes the graph as a packument a line. In memory are a few batches.</summary>
/// <param name="store">What is exported.</param>
/// <param name="output">Where to.</param>
/// <param name="gzip">Whether it is compressed.</param>
/// <param name="progress">Is told of what is written.</param>
internal sealed class PackumentExport(IGraphStore store, Stream output, bool gzip, ExportProgress progress)
{
    /// <summary>Exports everything.</summary>
    /// <returns>The sequence number that the store had before the first package was read.</returns>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    /// <exception cref="IOException">The output broke.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var sequence = await store.LastSequenceAsync(cancellationToken);
        await OrderedEncoding.RunAsync(
            store.ScanDocumentsAsync(cancellationToken),
            packages => (packages.Count, Content: Encode(packages)),
            async encoded =>
            {
                await output.WriteAsync(encoded.Content, cancellationToken);
                progress.Count(encoded.Count, encoded.Content.Length);
            },
            cancellationToken
        );
        return sequence;
    }

    private ReadOnlyMemory<byte> Encode(IReadOnlyList<PackageDocuments> packages)
    {
        var lines = PackumentLines.Of(packages);
        return gzip ? GzipMember.Of(lines.Span) : lines;
    }
}
