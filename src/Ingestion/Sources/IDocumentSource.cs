namespace DepGraph.Ingestion.Sources;

/// <summary>Where documents come from that the store does not have, or not late enough.</summary>
internal interface IDocumentSource
{
    /// <summary>Brings a document, or says why not. One call at a time for a document.</summary>
    /// <exception cref="OperationCanceledException">The process stops.</exception>
    Task<SourceAnswer> FetchAsync(DocumentRequest request, CancellationToken cancellationToken);
}
