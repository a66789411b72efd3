using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Jobs;

/// <summary>
/// A transaction that has the queue to itself: it reads jobs, decides, and writes them. All of the queue's writes go through it, one after
/// another, so there is nothing to meet and nothing to lose between reading and writing.
/// </summary>
internal sealed class QueueTransaction
{
    private const string LockCypher = """
        MATCH (q:IngestionQueue)
        SET q.lock = true
        WITH q
        RETURN datetime.realtime().epochMillis
        """;
    private const string FindCypher = $$"""
        UNWIND $ids AS id
        MATCH (n:IngestionJob {id: id})
        RETURN {{JobNode.Columns}}
        """;
    public const string FindKeysCypher = $$"""
        UNWIND $keys AS key
        MATCH (n:IngestionJob {unfinishedKey: key})
        RETURN {{JobNode.Columns}}
        """;
    public const string ClaimableCypher = $$"""
        MATCH (n:Unfinished)
        WHERE n.priority <= $upTo AND n.requestedTicks IS NOT NULL AND n.idOrder IS NOT NULL AND n.dueTicks <= $now
        RETURN {{JobNode.Columns}} ORDER BY n.priority, n.requestedTicks, n.idOrder LIMIT $count
        """;
    private const string SaveCypher = """
        UNWIND $jobs AS row
        MERGE (n:IngestionJob {id: row.node.id})
        SET n = row.node
        FOREACH (x IN row.unfinished | SET n:Unfinished)
        FOREACH (x IN row.ended | REMOVE n:Unfinished)
        """;
    private const string DeleteCypher = """
        UNWIND $ids AS id
        MATCH (n:IngestionJob {id: id})
        DELETE n
        """;

    private readonly IAsyncQueryRunner _runner;

    private QueueTransaction(IAsyncQueryRunner runner, DateTimeOffset now)
    {
        _runner = runner;
        Now = now;
    }

    /// <summary>The server's time when the lock was had.</summary>
    public DateTimeOffset Now { get; }

    /// <param name="database">Where.</param>
    /// <param name="work">May run more than once; the second argument says whether it did.</param>
    public static Task<T> RunAsync<T>(Neo4jDatabase database, Func<QueueTransaction, bool, Task<T>> work)
    {
        var isRepeated = false;
        return database.TransactAsync(async runner =>
        {
            var times = await (await runner.RunAsync(LockCypher)).ToListAsync(
                (ref PackStreamReader fields) => fields.ReadInteger()
            );
            if (times.Count == 0)
                throw Heads.CommitLock.GraphIsGone(database.Place);
            var wasRepeated = isRepeated;
            isRepeated = true;
            var transaction = new QueueTransaction(runner, DateTimeOffset.FromUnixTimeMilliseconds(times[0]));
            return await work(transaction, wasRepeated);
        });
    }

    /// <summary>The job of that id, or null.</summary>
    public async Task<StoredJob?> FindAsync(string id) => (await FindAsync([id])).GetValueOrDefault(id);

    /// <summary>Those of the ids that there are.</summary>
    public async Task<Dictionary<string, StoredJob>> FindAsync(IReadOnlyCollection<string> ids) =>
        ids.Count == 0
            ? []
            : (await ListAsync(FindCypher, new WrittenParameters(1, writer => writer.Entry("ids", ids)))).ToDictionary(
                job => job.Job.Id,
                StringComparer.Ordinal
            );

    /// <summary>The unfinished jobs of keys.</summary>
    public async Task<Dictionary<string, StoredJob>> FindKeysAsync(IReadOnlyCollection<string> keys) =>
        keys.Count == 0
            ? []
            : (
                await ListAsync(FindKeysCypher, new WrittenParameters(1, writer => writer.Entry("keys", keys)))
            ).ToDictionary(job => job.Job.Key!, StringComparer.Ordinal);

    /// <summary>Jobs that nobody does, the most urgent first and of those the oldest.</summary>
    public Task<List<StoredJob>> ClaimableAsync(int count, IngestionPriority upTo) =>
        ListAsync(
            ClaimableCypher,
            new WrittenParameters(
                3,
                writer =>
                {
                    writer.Entry("upTo", (long)upTo);
                    writer.Entry("now", Now.UtcTicks);
                    writer.Entry("count", count);
                }
            )
        );

    /// <summary>Stores jobs as they are.</summary>
    public async Task SaveAsync(IReadOnlyCollection<StoredJob> jobs)
    {
        if (jobs.Count == 0)
            return;
        var parameters = new WrittenParameters(
            1,
            writer =>
            {
                writer.ListEntry("jobs", jobs.Count);
                foreach (var job in jobs)
                    WriteRow(writer, job);
            }
        );
        await (await _runner.RunAsync(SaveCypher, parameters)).ConsumeAsync();
    }

    public async Task DeleteAsync(string id)
    {
        var parameters = new WrittenParameters(1, writer => writer.Entry("ids", [id]));
        await (await _runner.RunAsync(DeleteCypher, parameters)).ConsumeAsync();
    }

    private async Task<List<StoredJob>> ListAsync(string cypher, WrittenParameters parameters) =>
        await (await _runner.RunAsync(cypher, parameters)).ToListAsync(JobNode.Read);

    private static void WriteRow(PackStreamWriter writer, StoredJob job)
    {
        writer.WriteMapHeader(3);
        writer.WriteString("node");
        JobNode.Write(writer, job);
        WriteFlag(writer, "unfinished", job.IsUnfinished);
        WriteFlag(writer, "ended", !job.IsUnfinished);
    }

    /// <summary>A list of one or none, for FOREACH.</summary>
    private static void WriteFlag(PackStreamWriter writer, string key, bool isSet)
    {
        writer.ListEntry(key, isSet ? 1 : 0);
        if (isSet)
            writer.WriteBoolean(true);
    }
}
