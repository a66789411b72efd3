using System.Diagnostics;
using System.Globalization;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Peers;

/// <summary>A peer of the test equipment, run from a copy, as its packages are installed beside it.</summary>
public sealed class PeerServer : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(1);

    private readonly Process process;

    private PeerServer(Process process) => this.process = process;

    /// <summary>Its GraphQL endpoint.</summary>
    public string Url { get; private set; } = "";

    public int ServerId { get; private set; }

    /// <summary>Null where it has no database.</summary>
    public int? DatabaseId { get; private set; }

    /// <param name="kind">Which peer.</param>
    /// <param name="folder">Where the copy, its packages and its data stay.</param>
    /// <param name="graph">What it serves; imported on its first start where it has a database.</param>
    /// <param name="pageCache">What its database has for its files.</param>
    public static async Task<PeerServer> StartAsync(
        PeerKind kind,
        string folder,
        SyntheticGraph graph,
        string pageCache
    )
    {
        var copy = Copy(kind, folder);
        string[] arguments = kind.HasDatabase
            ? [Path.Combine(copy, "start.sh"), graph.Csv, Path.Combine(folder, "neo4j-home")]
            : [Path.Combine(copy, "start.sh"), graph.Csv];
        var start = new ProcessStartInfo("bash", arguments) { RedirectStandardOutput = true };
        start.Environment["PAGECACHE"] = pageCache;
        var server = new PeerServer(Process.Start(start)!);
        while (await server.process.StandardOutput.ReadLineAsync() is { } line)
        {
            foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                server.Read(word);
            }

            if (server is { Url.Length: > 0, ServerId: > 0 } && server.DatabaseId.HasValue == kind.HasDatabase)
            {
                _ = server.process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return server;
            }
        }

        throw new InvalidOperationException($"The peer {kind.Name} did not start.");
    }

    /// <summary>Ends it as a terminal does; it takes its database along.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        using var limit = new CancellationTokenSource(StopLimit);
        await process.WaitForExitAsync(limit.Token);
        process.Dispose();
    }

    private void Read(string word)
    {
        if (word.Split('=', 2) is not [var name, var value])
        {
            return;
        }

        if (name == "PEER_URL")
        {
            Url = value.EndsWith("/graphql", StringComparison.Ordinal) ? value : $"{value.TrimEnd('/')}/graphql";
        }
        else if (name == "PEER_PID")
        {
            ServerId = int.Parse(value, CultureInfo.InvariantCulture);
        }
        else if (name == "NEO4J_PID")
        {
            DatabaseId = int.Parse(value, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Beside the copy stands what the original finds beside itself: the database program.</summary>
    private static string Copy(PeerKind kind, string folder)
    {
        var copy = Path.Combine(folder, "bench", "peers", kind.Folder);
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(Equipment.Require($"bench/peers/{kind.Folder}")))
        {
            File.WriteAllBytes(Path.Combine(copy, Path.GetFileName(file)), File.ReadAllBytes(file));
        }

        var database = Path.Combine(folder, "neo4j");
        if (!Path.Exists(database))
        {
            Directory.CreateSymbolicLink(database, Equipment.Require("neo4j"));
        }

        return copy;
    }
}
