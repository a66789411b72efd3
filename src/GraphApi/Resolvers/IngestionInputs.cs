using DepGraph.GraphApi.Querying;
using DepGraph.GraphQL.Binding;
using DepGraph.Storage;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>IngestionFilterInput and IngestionSortInput: what <c>Query.ingestions</c> can be filtered and sorted by.</summary>
internal static class IngestionInputs
{
    private static readonly OperationInput States = OperationInput.Enum("IngestionState");

    public static FilterInput<IngestionRecord> Filter { get; } =
        new(
            "IngestionFilterInput",
            new("state", States, IngestionFields.State),
            new("spec", OperationInput.Text, IngestionFields.Spec),
            new("requestedAt", OperationInput.DateTime, IngestionFields.RequestedAt),
            new("startedAt", OperationInput.DateTime, IngestionFields.StartedAt),
            new("finishedAt", OperationInput.DateTime, IngestionFields.FinishedAt),
            new("error", OperationInput.Text, IngestionFields.Error),
            new("packagesFetched", OperationInput.Int, IngestionFields.PackagesFetched),
            new("packagesPending", OperationInput.Int, IngestionFields.PackagesPending)
        );

    public static SortInput<IngestionRecord> Sort { get; } =
        new(
            "IngestionSortInput",
            IngestionFields.Newest,
            [IngestionFields.RequestedAt, IngestionFields.Id],
            ("state", IngestionFields.State),
            ("spec", IngestionFields.Spec),
            ("requestedAt", IngestionFields.RequestedAt),
            ("startedAt", IngestionFields.StartedAt),
            ("finishedAt", IngestionFields.FinishedAt)
        );

    public static void Bind(SchemaBinder binder)
    {
        States.Bind(binder);
        Filter.Bind(binder);
        Sort.Bind(binder);
    }
}
