using System.Collections.Concurrent;

namespace DepGraph.Bolt.Tests.Fakes;

/// <summary>
/// Several servers that all know the same routing table. Each query gives one row with the number of the member that it ran on.
/// </summary>
internal sealed class ScriptedCluster : IAsyncDisposable
{
    private readonly ScriptedServer[] members;
    private readonly ConcurrentQueue<(int Member, ScriptedRequest Request)> requests = new();
    private readonly bool routesItself;

    /// <param name="count">How many members.</param>
    /// <param name="routesItself">Whether members find the right server themselves, and say so.</param>
    public ScriptedCluster(int count, bool routesItself = false)
    {
        this.routesItself = routesItself;
        members =
        [
            .. Enumerable.Range(0, count).Select(member => new ScriptedServer(peer => ServeAsync(member, peer))),
        ];
        Uri = $"neo4j://{members[0].Address}";
    }

    /// <summary>The URI of the first member.</summary>
    public string Uri { get; }

    /// <summary>What ROUTE gives for a database, null for the home database; null for an error of the hook's own.</summary>
    public Func<string?, ScriptedTable> Table { get; set; } = _ => new ScriptedTable([0], [0], [0]);

    /// <summary>Answers a request in its own way and says true, or says false. Gets the member's number.</summary>
    public Func<int, ScriptedPeer, ScriptedRequest, Task<bool>> Hook { get; set; } =
        (_, _, _) => Task.FromResult(false);

    public ServerAddress AddressOf(int member) => members[member].Address;

    public int ConnectionsOf(int member) => members[member].Connections;

    /// <summary>What arrived, all members together.</summary>
    public IReadOnlyList<(int Member, ScriptedRequest Request)> Requests => [.. requests];

    public int Count(string name) => requests.Count(entry => entry.Request.Name == name);

    public void Kill(int member) => members[member].Kill();

    public IDriver Driver(Action<ConfigBuilder>? configure = null) => GraphDatabase.Driver(Uri, null, configure);

    public async ValueTask DisposeAsync()
    {
        foreach (var member in members)
        {
            await member.DisposeAsync();
        }
    }

    private async Task ServeAsync(int member, ScriptedPeer peer)
    {
        await peer.LogOnAsync(hello: ("hints", new Dictionary<string, object?> { ["ssr.enabled"] = routesItself }));
        await ScriptedAnswers.ServeRequestsAsync(
            peer,
            async request =>
            {
                requests.Enqueue((member, request));
                if (await Hook(member, peer, request))
                {
                    return true;
                }

                switch (request.Name)
                {
                    case "ROUTE":
                        await peer.SuccessAsync(("rt", Encode(Table((string?)request.Map(2).GetValueOrDefault("db")))));
                        return true;
                    case "PULL":
                        await peer.SendAsync(
                            ScriptedPeer.Record(member),
                            ScriptedPeer.Success(("bookmark", "b1"), ("db", "neo4j"))
                        );
                        return true;
                    default:
                        return false;
                }
            }
        );
    }

    private Dictionary<string, object?> Encode(ScriptedTable table) =>
        new()
        {
            ["ttl"] = table.Ttl,
            ["db"] = table.Database,
            ["servers"] = new[]
            {
                Servers("ROUTE", table.Routers),
                Servers("READ", table.Readers),
                Servers("WRITE", table.Writers),
            },
        };

    private Dictionary<string, object?> Servers(string role, int[] numbers) =>
        new()
        {
            ["role"] = role,
            ["addresses"] = numbers.Select(number => members[number].Address.ToString()).ToArray(),
        };
}
