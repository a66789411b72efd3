using DepGraph.GraphApi.Identity;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Jobs;
using DepGraph.Storage;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type Ingestion.</summary>
internal static class IngestionType
{
    public static void Bind(SchemaBinder binder)
    {
        binder.Enum<IngestionState>("IngestionState");
        binder
            .Object<IngestionRecord>("Ingestion")
            .Field("id", ingestion => NodeId.Of(NodeId.Ingestion, ingestion.Id))
            .Field("spec", ingestion => ingestion.Spec)
            .Field("state", ingestion => ingestion.State)
            .Field("packagesFetched", ingestion => ingestion.PackagesFetched)
            .Field("packagesPending", ingestion => ingestion.PackagesPending)
            .Field("requestedAt", ingestion => ingestion.RequestedAt)
            .Field("startedAt", ingestion => ingestion.StartedAt)
            .Field("finishedAt", ingestion => ingestion.FinishedAt)
            .Field("error", ingestion => ingestion.Error)
            .Field("attempts", ingestion => ingestion.Attempts)
            .Field("worker", ingestion => ingestion.Worker)
            .Field("heartbeatAt", ingestion => ingestion.HeartbeatAt);
    }

    /// <summary>The ingestion that the argument <c>id</c> names.</summary>
    public static ValueTask<IngestionRecord?> FindAsync(IIngestions ingestions, FieldContext context) =>
        FindAsync(ingestions, NodeId.KeyOf(NodeId.Ingestion, context.Argument<string>("id")), context);

    /// <param name="ingestions">Where to look.</param>
    /// <param name="id">Its own id; null for none.</param>
    /// <param name="context">The field.</param>
    public static ValueTask<IngestionRecord?> FindAsync(IIngestions ingestions, string? id, FieldContext context) =>
        id is null ? default : ingestions.FindAsync(id, context.CancellationToken);
}
