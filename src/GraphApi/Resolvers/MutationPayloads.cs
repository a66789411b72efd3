using DepGraph.Storage;

namespace DepGraph.GraphApi.Resolvers;

internal sealed record IngestInput(string Spec);

internal sealed record RefreshInput(string Name);

internal sealed record CancelIngestionInput(string Id);

internal sealed record IngestPayload(IngestionRecord? Ingestion, IReadOnlyList<MutationError> Errors);

internal sealed record CancelIngestionPayload(IngestionRecord? Ingestion, IReadOnlyList<MutationError> Errors);

/// <summary>Why a mutation did nothing; the type says which kind of reason.</summary>
internal abstract record MutationError(string Message);

internal sealed record InvalidPackageNameError(string Message, string Name) : MutationError(Message);

internal sealed record InvalidSpecError(string Message, string Spec) : MutationError(Message);

internal sealed record IngestionQueueFullError(string Message) : MutationError(Message);

internal sealed record IngestionNotFoundError(string Message, string Id) : MutationError(Message);

internal sealed record IngestionFinishedError(string Message, IngestionRecord Ingestion) : MutationError(Message);
