using DepGraph.GraphApi.Identity;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Jobs;
using DepGraph.Storage;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The root fields of mutations.</summary>
internal static class MutationType
{
    public static void Bind(SchemaBinder binder, IIngestions ingestions)
    {
        binder.Input<IngestInput>("IngestInput").Input<RefreshInput>("RefreshInput");
        binder.Input<CancelIngestionInput>("CancelIngestionInput");
        binder
            .Mutation()
            .FieldAsync("ingest", (_, context) => IngestAsync(ingestions, context))
            .FieldAsync("refresh", (_, context) => RefreshAsync(ingestions, context))
            .FieldAsync("cancelIngestion", (_, context) => CancelAsync(ingestions, context));
        binder
            .Object<IngestPayload>("IngestPayload")
            .Field("ingestion", payload => payload.Ingestion)
            .Field("errors", payload => payload.Errors);
        binder
            .Object<CancelIngestionPayload>("CancelIngestionPayload")
            .Field("ingestion", payload => payload.Ingestion)
            .Field("errors", payload => payload.Errors);
        MutationErrorTypes.Bind(binder);
    }

    private static async ValueTask<IngestPayload> IngestAsync(IIngestions ingestions, FieldContext context)
    {
        var spec = context.Argument<IngestInput>("input").Spec;
        return ToPayload(await ingestions.IngestAsync(spec, context.CancellationToken), spec);
    }

    private static async ValueTask<IngestPayload> RefreshAsync(IIngestions ingestions, FieldContext context)
    {
        var name = context.Argument<RefreshInput>("input").Name;
        return ToPayload(await ingestions.RefreshAsync(name, context.CancellationToken), name);
    }

    private static IngestPayload ToPayload(IngestionRequest request, string given) =>
        request.Ingestion is not null
            ? new(request.Ingestion, [])
            : new(
                null,
                [
                    request.Code switch
                    {
                        AnswerCodes.InvalidName => new InvalidPackageNameError(request.Message!, given),
                        "QUEUE_FULL" => new IngestionQueueFullError(request.Message!),
                        _ => new InvalidSpecError(request.Message!, given),
                    },
                ]
            );

    private static async ValueTask<CancelIngestionPayload> CancelAsync(IIngestions ingestions, FieldContext context)
    {
        var id = context.Argument<CancelIngestionInput>("input").Id;
        var key = NodeId.KeyOf(NodeId.Ingestion, id);
        var before = key is null ? null : await ingestions.FindAsync(key, context.CancellationToken);
        var isFinished = before is { State: not (IngestionState.Queued or IngestionState.Running) };
        var after =
            isFinished ? before
            : key is null ? null
            : await ingestions.CancelAsync(key, context.CancellationToken);
        return after switch
        {
            null => new(null, [new IngestionNotFoundError($"There is no ingestion '{id}'.", id)]),
            _ when isFinished || after.State != IngestionState.Cancelled => new(
                null,
                [new IngestionFinishedError($"The ingestion of '{after.Spec}' had already ended.", after)]
            ),
            _ => new(after, []),
        };
    }
}
