using DepGraph.Bolt.PackStream;
using DepGraph.Storage.Neo4j.Querying;
using DepGraph.Storage.Querying;

namespace DepGraph.Storage.Neo4j.Jobs;

/// <summary>Jobs as people see them; see <see cref="IIngestionStore"/>.</summary>
internal sealed class JobList(Neo4jDatabase database)
{
    /// <summary>As many as one transaction deletes.</summary>
    private const int DeleteLimit = 5000;

    private const string FindCypher = $$"""
        MATCH (n:IngestionJob {id: $id})
        RETURN {{JobNode.Columns}}
        """;
    private const string DeleteCypher = """
        MATCH (q:IngestionQueue)
        SET q.lock = true
        WITH q
        MATCH (n:IngestionJob)
        WHERE n.finishedTicks > $notYet AND n.finishedTicks < $before AND NOT n:Unfinished
        WITH n LIMIT $limit
        DELETE n
        RETURN count(*)
        """;

    public static CypherList<IngestionRecord> List { get; } =
        new(
            "IngestionJob",
            JobNode.Columns,
            new Dictionary<Field<IngestionRecord>, CypherProperty>
            {
                [IngestionFields.State] = new("stateNumber", IsIndexed: true),
                [IngestionFields.Spec] = new("spec", IsIndexed: true) { Order = "specOrder" },
                [IngestionFields.RequestedAt] = new("requestedTicks", IsIndexed: true),
                [IngestionFields.StartedAt] = new("startedTicks", IsIndexed: true) { Null = JobNode.NotYet },
                [IngestionFields.FinishedAt] = new("finishedTicks", IsIndexed: true) { Null = JobNode.NotYet },
                [IngestionFields.Id] = new("id", IsIndexed: true) { Order = "idOrder" },
                [IngestionFields.Error] = new("error"),
                [IngestionFields.PackagesFetched] = new("packagesFetched"),
                [IngestionFields.PackagesPending] = new("packagesPending"),
            },
            ["requestedTicks", "idOrder"],
            JobNode.ReadRecord
        );

    public async Task<IngestionRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            FindCypher,
            new WrittenParameters(1, writer => writer.Entry("id", id)),
            JobNode.ReadRecord,
            cancellationToken
        );
        return rows.Count == 0 ? null : rows[0];
    }

    public async Task<int> DeleteFinishedBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var total = 0;
        while (true)
        {
            var rows = await database.WriteAsync(
                DeleteCypher,
                new WrittenParameters(
                    3,
                    writer =>
                    {
                        writer.Entry("notYet", JobNode.NotYet);
                        writer.Entry("before", before.UtcTicks);
                        writer.Entry("limit", DeleteLimit);
                    }
                ),
                (ref PackStreamReader fields) => (int)fields.ReadInteger(),
                cancellationToken
            );
            total += rows[0];
            if (rows[0] < DeleteLimit)
                return total;
        }
    }
}
