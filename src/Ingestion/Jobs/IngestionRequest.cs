using DepGraph.Storage;

namespace DepGraph.Ingestion.Jobs;

/// <summary>What became of a request for an ingestion: one of <see cref="Ingestion"/> and <see cref="Message"/>.</summary>
public sealed record IngestionRequest
{
    /// <summary>The ingestion, durable; null when the request was refused.</summary>
    public IngestionRecord? Ingestion { get; private init; }

    /// <summary><c>INVALID_SPEC</c>, <c>UNSUPPORTED_SPEC</c>, <c>INVALID_PACKAGE_NAME</c> or <c>QUEUE_FULL</c>; null when accepted.</summary>
    public string? Code { get; private init; }

    /// <summary>Says what is wrong with which value; null when accepted.</summary>
    public string? Message { get; private init; }

    internal static IngestionRequest Accepted(IngestionRecord ingestion) => new() { Ingestion = ingestion };

    internal static IngestionRequest Refused(string code, string message) => new() { Code = code, Message = message };
}
