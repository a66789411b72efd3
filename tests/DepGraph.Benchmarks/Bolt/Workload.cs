using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Benchmarks.Bolt;

/// <summary>What both drivers do, over and over; <c>peer.mjs</c> has the same.</summary>
/// <param name="Name">For the command's output and the peer.</param>
/// <param name="Loops">How many at once.</param>
/// <param name="Run">Does it once and gives how many operations (trips or rows) that were.</param>
public sealed record Workload(string Name, int Loops, Func<IDriver, int, Task<int>> Run)
{
    private const string Rows = "UNWIND range(1, 50000) AS x RETURN x, 'name-' + x AS name, x * 0.5 AS half";

    private static readonly QueryConfig Reading = new(Database: "neo4j", Routing: RoutingControl.Readers);
    private static readonly QueryConfig Writing = new(Database: "neo4j");

    public static IReadOnlyList<Workload> All { get; } =
    [
        new("trip", 1, TripAsync),
        new("trips", 16, TripAsync),
        new("write", 1, WriteAsync),
        new("rows", 1, RowsAsync),
        new("records", 1, RecordsAsync),
    ];

    /// <summary>The peer's name of it: it has one kind of rows.</summary>
    public string PeersName => Name == "records" ? "rows" : Name;

    private static async Task<int> TripAsync(IDriver driver, int i)
    {
        var result = await driver
            .ExecutableQuery("RETURN $x AS x")
            .WithConfig(Reading)
            .WithParameters(new Number(i))
            .WithRows((ref PackStreamReader fields) => fields.ReadInteger())
            .ExecuteAsync();
        return result.Result[0] == i ? 1 : throw new InvalidOperationException("wrong answer");
    }

    private static async Task<int> WriteAsync(IDriver driver, int i)
    {
        await driver
            .ExecutableQuery("MERGE (n:Bench {id: 0}) SET n.x = $x")
            .WithConfig(Writing)
            .WithParameters(new Number(i))
            .ExecuteAsync();
        return 1;
    }

    private static async Task<int> RowsAsync(IDriver driver, int i)
    {
        var result = await driver
            .ExecutableQuery(Rows)
            .WithConfig(Reading)
            .WithRows(
                (ref PackStreamReader fields) =>
                    (X: fields.ReadInteger(), Name: fields.ReadString(), Half: fields.ReadFloat())
            )
            .ExecuteAsync();
        return Count(result.Result.Sum(row => row.X + row.Name.Length + row.Half), result.Result.Count);
    }

    private static async Task<int> RecordsAsync(IDriver driver, int i)
    {
        var result = await driver.ExecutableQuery(Rows).WithConfig(Reading).ExecuteAsync();
        return Count(
            result.Result.Sum(row => row.Get<long>("x") + row.Get<string>("name").Length + row.Get<double>("half")),
            result.Result.Count
        );
    }

    private static int Count(double sum, int count) =>
        sum > 0 ? count : throw new InvalidOperationException("wrong answer");

    private sealed class Number(long value) : IQueryParameters
    {
        public void Write(PackStreamWriter writer)
        {
            writer.WriteMapHeader(1);
            writer.WriteUtf8("x"u8);
            writer.WriteInteger(value);
        }
    }
}
