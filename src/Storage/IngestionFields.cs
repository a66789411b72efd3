using DepGraph.Storage.Querying;

namespace DepGraph.Storage;

/// <summary>What ingestion jobs can be filtered and sorted by. Every store serves sorting by all but the last three.</summary>
public static class IngestionFields
{
    public static Field<IngestionRecord> Id { get; } = new("id", FieldType.Text, job => FieldValue.Of(job.Id));

    public static Field<IngestionRecord> Spec { get; } = new("spec", FieldType.Text, job => FieldValue.Of(job.Spec));

    /// <summary>By <see cref="IngestionState"/>'s numbers.</summary>
    public static Field<IngestionRecord> State { get; } =
        new("state", FieldType.Number, job => FieldValue.Of((long)job.State))
        {
            Domain = Array.ConvertAll(Enum.GetValues<IngestionState>(), state => FieldValue.Of((long)state)),
        };

    public static Field<IngestionRecord> RequestedAt { get; } =
        new("requestedAt", FieldType.Number, job => FieldValue.Of(job.RequestedAt));

    public static Field<IngestionRecord> StartedAt { get; } =
        new("startedAt", FieldType.Number, job => FieldValue.Of(job.StartedAt)) { IsNullable = true };

    public static Field<IngestionRecord> FinishedAt { get; } =
        new("finishedAt", FieldType.Number, job => FieldValue.Of(job.FinishedAt)) { IsNullable = true };

    public static Field<IngestionRecord> Error { get; } =
        new("error", FieldType.Text, job => FieldValue.Of(job.Error)) { IsNullable = true };

    public static Field<IngestionRecord> PackagesFetched { get; } =
        new("packagesFetched", FieldType.Number, job => FieldValue.Of(job.PackagesFetched));

    public static Field<IngestionRecord> PackagesPending { get; } =
        new("packagesPending", FieldType.Number, job => FieldValue.Of(job.PackagesPending));

    /// <summary>The newest request first.</summary>
    public static Order<IngestionRecord> Newest { get; } = OrderBy(new SortKey<IngestionRecord>(RequestedAt, true));

    /// <summary>Ties go by time of request, then id, in the direction of the last key.</summary>
    public static Order<IngestionRecord> OrderBy(params IReadOnlyList<SortKey<IngestionRecord>> keys) =>
        new(keys, RequestedAt, Id);
}
