using DepGraph.Bolt;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Queue;

/// <summary>A server's database.</summary>
/// <param name="server">The server.</param>
/// <param name="busyTimeout">How long programs wait for what passes by itself.</param>
internal sealed class Neo4jQueuePlace(Neo4jServer server, TimeSpan busyTimeout) : IQueuePlace
{
    private const string EndClaimsCypher = "MATCH (p:Pending) REMOVE p.claimedBy, p.claimedUntil";
    private const string PackagesCypher = "MATCH (p:Package) RETURN p.name, p.state";
    private const string HeadsCypher =
        "MATCH (p:Package)-[:HEAD]->(h:Head) WHERE h.data IS NOT NULL RETURN p.name, h.data";
    private const string VersionsCypher = "MATCH (p:Package)-[:HAS_VERSION]->(v:Version) RETURN p.name, v.version";
    private const string DependenciesCypher = """
        MATCH (p:Package)-[:HAS_VERSION]->(v:Version)-[d:DEPENDS_ON]->(t)
        RETURN p.name + '@' + v.version, d.kind, coalesce(d.alias, t.name), d.range, t.name
        """;
    private const string LatestCypher = """
        MATCH (p:Package)-[d:LATEST_DEPENDS_ON]->(t:Package)
        RETURN p.name, d.kind, coalesce(d.alias, t.name), d.range, t.name
        """;

    public IReadOnlyDictionary<string, string?> Store =>
        new Dictionary<string, string?>
        {
            ["Store__Uri"] = server.Uri.ToString(),
            ["Store__Username"] = server.User,
            ["Store__Password"] = server.Password,
            ["Store__BusyTimeout"] = busyTimeout.ToString(),
            ["Store__TransactionTimeout"] = "00:10:00",
        };

    public async Task EndClaimsAsync()
    {
        await using var driver = Connect();
        await driver.ExecutableQuery(EndClaimsCypher).ExecuteAsync();
    }

    public async Task<IReadOnlyList<string>> ReadGraphAsync()
    {
        await using var driver = Connect();
        var lines = new List<string>();
        await ReadAsync(PackagesCypher, row => GraphLine.OfPackage(Text(row, 0), Text(row, 1)));
        await ReadAsync(HeadsCypher, row => GraphLine.OfHead(Text(row, 0), (byte[])row[1]!));
        await ReadAsync(VersionsCypher, row => GraphLine.OfVersion(Text(row, 0), Text(row, 1)));
        await ReadAsync(
            DependenciesCypher,
            row => GraphLine.OfDependency(Text(row, 0), Text(row, 1), Text(row, 2), Text(row, 3), (string?)row[4])
        );
        await ReadAsync(
            LatestCypher,
            row => GraphLine.OfLatest(Text(row, 0), Text(row, 1), Text(row, 2), Text(row, 3), Text(row, 4))
        );
        lines.Sort(StringComparer.Ordinal);
        return lines;

        async Task ReadAsync(string cypher, Func<IRecord, string> line) =>
            lines.AddRange((await driver.ExecutableQuery(cypher).ExecuteAsync()).Result.Select(line));
    }

    public async Task<IReadOnlyList<string>> ReadPositionsAsync()
    {
        await using var driver = Connect();
        var rows = await driver.ExecutableQuery("MATCH (n:Position) RETURN n.value").ExecuteAsync();
        return [.. rows.Result.Select(row => Text(row, 0))];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IDriver Connect() => GraphDatabase.Driver(server.Uri, AuthTokens.Basic(server.User, server.Password));

    private static string Text(IRecord row, int column) => (string)row[column]!;
}
