using DepGraph.Bolt.PackStream;
using DepGraph.Storage.Neo4j.Querying;

namespace DepGraph.Storage.Neo4j.Jobs;

/// <summary>
/// An (:IngestionJob) node. Beside what people read it has what lists are filtered and sorted by: numbers that are always there, for neither an
/// index nor a page behind a place can do with what is missing.
/// </summary>
internal static class JobNode
{
    /// <summary>What a row is read from, in the order of <see cref="Read"/>; the node is <c>n</c>.</summary>
    public const string Columns = """
        n.id, n.spec, n.stateNumber, n.requestedTicks, n.startedTicks, n.finishedTicks, n.error,
        n.packagesFetched, n.packagesPending, n.kind, n.priority, n.key, n.payload, n.isKept, n.attempts,
        n.dueTicks, n.worker, n.heartbeatAt, n.token
        """;

    /// <summary>Sorts before every time: there is none yet.</summary>
    public const long NotYet = -1;

    private const int Properties = 28;

    public static StoredJob Read(ref PackStreamReader fields)
    {
        var (id, spec) = (fields.ReadString(), fields.ReadString());
        var state = (IngestionState)fields.ReadInteger();
        var job = new IngestionRecord
        {
            Id = id,
            Spec = spec,
            State = state,
            RequestedAt = TimeOf(fields.ReadInteger())!.Value,
            StartedAt = TimeOf(fields.ReadInteger()),
            FinishedAt = TimeOf(fields.ReadInteger()),
            Error = fields.ReadStringOrNull(),
            PackagesFetched = (int)fields.ReadInteger(),
            PackagesPending = (int)fields.ReadInteger(),
            Kind = EnumText.Parse<IngestionKind>(fields.ReadString()),
            Priority = (IngestionPriority)fields.ReadInteger(),
            Key = fields.ReadStringOrNull(),
            Payload = fields.ReadStringOrNull(),
            IsKept = fields.ReadBoolean(),
            Attempts = (int)fields.ReadInteger(),
        };
        var dueTicks = fields.ReadInteger();
        job = job with
        {
            NotBefore = state == IngestionState.Queued && dueTicks > 0 ? TimeOf(dueTicks) : null,
            Worker = fields.ReadStringOrNull(),
            HeartbeatAt = fields.ReadTimeOrNull(),
        };
        return new StoredJob(job, fields.ReadInteger(), TimeOf(dueTicks)!.Value);
    }

    public static IngestionRecord ReadRecord(ref PackStreamReader fields) => Read(ref fields).Job;

    /// <summary>Writes all properties as a map; null for those that the node is not to have.</summary>
    public static void Write(PackStreamWriter writer, StoredJob stored)
    {
        var job = stored.Job;
        writer.WriteMapHeader(Properties);
        writer.Entry("id", job.Id);
        writer.Entry("spec", job.Spec);
        writer.Entry("kind", EnumText.Of(job.Kind));
        writer.Entry("priority", (long)job.Priority);
        writer.Entry("key", job.Key);
        writer.Entry("payload", job.Payload);
        writer.Entry("isKept", job.IsKept);
        writer.Entry("state", EnumText.Of(job.State));
        writer.Entry("requestedAt", job.RequestedAt);
        writer.Entry("startedAt", job.StartedAt);
        writer.Entry("finishedAt", job.FinishedAt);
        writer.Entry("error", job.Error);
        writer.Entry("packagesFetched", job.PackagesFetched);
        writer.Entry("packagesPending", job.PackagesPending);
        writer.Entry("attempts", job.Attempts);
        writer.Entry("notBefore", job.NotBefore);
        writer.Entry("leaseUntil", job.State == IngestionState.Running ? stored.DueAt : null);
        writer.Entry("worker", job.Worker);
        writer.Entry("heartbeatAt", job.HeartbeatAt);
        writer.Entry("idOrder", OrderText.Of(job.Id));
        writer.Entry("specOrder", OrderText.Of(job.Spec));
        writer.Entry("stateNumber", (long)job.State);
        writer.Entry("requestedTicks", job.RequestedAt.UtcTicks);
        writer.Entry("startedTicks", job.StartedAt?.UtcTicks ?? NotYet);
        writer.Entry("finishedTicks", job.FinishedAt?.UtcTicks ?? NotYet);
        writer.Entry("dueTicks", stored.DueAt.UtcTicks);
        writer.Entry("token", stored.Token);
        writer.Entry("unfinishedKey", stored.IsUnfinished ? job.Key : null);
    }

    private static DateTimeOffset? TimeOf(long ticks) =>
        ticks == NotYet ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
