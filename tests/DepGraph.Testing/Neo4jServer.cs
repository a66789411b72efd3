using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DepGraph.Testing;

/// <summary>
/// A real Neo4j on loopback. One that <c>NEO4J_URI</c> names is used as it is (with <c>NEO4J_USER</c> and <c>NEO4J_PASSWORD</c>,
/// and never stopped or killed); otherwise one is started from the test equipment, in a folder of its own.
/// </summary>
public sealed class Neo4jServer : IAsyncDisposable
{
    private const int StartTries = 4;

    /// <summary>Ports are taken below those that the kernel gives to whoever asks for any, of which there are many on a machine that tests.</summary>
    private const int FirstPort = 20_000;
    private const int EndOfPorts = 32_768;
    private const int LogLines = 30;

    /// <summary>Where its data and the output of the equipment's script lie; null for a server that is not this fixture's.</summary>
    private readonly string? folder;
    private readonly TemporaryFolder? temporary;
    private readonly string[] sizes;
    private Dictionary<string, string> facts;

    private Neo4jServer(string? folder, TemporaryFolder? temporary, string[] sizes, Dictionary<string, string> facts) =>
        (this.folder, this.temporary, this.sizes, this.facts) = (folder, temporary, sizes, facts);

    /// <summary>For example <c>neo4j://127.0.0.1:7687</c>.</summary>
    public Uri Uri => new(facts["NEO4J_URI"]);

    /// <summary>The address of the HTTP interface and of Neo4j Browser; null for a server that <c>NEO4J_URI</c> names without it.</summary>
    public Uri? Http => facts.TryGetValue("NEO4J_HTTP", out var address) ? new(address) : null;

    public string User => facts.GetValueOrDefault("NEO4J_USER", "neo4j");

    public string Password => facts.GetValueOrDefault("NEO4J_PASSWORD", "");

    /// <summary>The server's process; null for a server that <c>NEO4J_URI</c> names.</summary>
    public int? ProcessId =>
        facts.TryGetValue("NEO4J_PID", out var id) ? int.Parse(id, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether this fixture started it, and so may stop or kill it.</summary>
    public bool IsOwned => folder is not null;

    /// <summary>Starts one, or takes the one that the environment names.</summary>
    public static async Task<Neo4jServer> StartAsync(string heap = "512m", string pageCache = "128m")
    {
        if (Environment.GetEnvironmentVariable("NEO4J_URI") is { Length: > 0 })
        {
            return new Neo4jServer(null, null, [], FromEnvironment());
        }

        return await StartOwnAsync(heap, pageCache);
    }

    /// <summary>Starts one that is this fixture's own, whatever the environment names: for tests that stop or kill it.</summary>
    /// <param name="heap">The size of the Java heap.</param>
    /// <param name="pageCache">The size of the page cache.</param>
    /// <param name="password">The password; <c>none</c> for no authentication, null for the equipment's own.</param>
    public static async Task<Neo4jServer> StartOwnAsync(
        string heap = "512m",
        string pageCache = "128m",
        string? password = null
    )
    {
        var folder = new TemporaryFolder();
        try
        {
            string[] sizes =
            [
                "--heap",
                heap,
                "--pagecache",
                pageCache,
                .. password is null ? [] : new[] { "--password", password },
            ];
            return new Neo4jServer(folder.Path, folder, sizes, await StartInAsync(folder.Path, sizes));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Starts one that is this fixture's own over a database which a script makes before: it is run with the program <c>neo4j-admin</c> of that
    /// server as <c>NEO4J_ADMIN</c> in its environment.
    /// </summary>
    public static async Task<Neo4jServer> StartOverAsync(string script, string heap = "512m", string pageCache = "128m")
    {
        var folder = new TemporaryFolder();
        try
        {
            var admin = $"{Equipment.Require("neo4j/neo4j")} admin --home {HomeIn(folder.Path)} --heap {heap}";
            await RunAsync(folder.Path, "import", script, [], ("NEO4J_ADMIN", admin));
            string[] sizes = ["--heap", heap, "--pagecache", pageCache];
            return new Neo4jServer(folder.Path, folder, sizes, await StartInAsync(folder.Path, sizes));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Starts one whose data stay in a folder, for the next start from there: disposal stops it cleanly.</summary>
    public static async Task<Neo4jServer> StartKeptAsync(string folder, string heap, string pageCache)
    {
        Directory.CreateDirectory(folder);
        string[] sizes = ["--heap", heap, "--pagecache", pageCache];
        return new Neo4jServer(folder, null, sizes, await StartInAsync(folder, sizes));
    }

    /// <summary>Ends it as a crash would (SIGKILL). Its data stay.</summary>
    public Task KillAsync() => RunAsync(Own, "kill", []);

    /// <summary>Stops it cleanly. Its data stay.</summary>
    public Task StopAsync() => RunAsync(Own, "stop", []);

    /// <summary>Starts it again after a stop or a kill, on the same data and the same addresses.</summary>
    public async Task RestartAsync() => facts = await StartInAsync(Own, sizes, (Uri.Port, Http!.Port));

    public async ValueTask DisposeAsync()
    {
        if (temporary is not null)
        {
            await KillAsync();
            temporary.Dispose();
        }
        else if (IsOwned)
        {
            await StopAsync();
        }
    }

    private string Own =>
        folder ?? throw new InvalidOperationException("The server that NEO4J_URI names is not this fixture's to stop.");

    private static Dictionary<string, string> FromEnvironment()
    {
        var facts = new Dictionary<string, string>();
        foreach (var name in (string[])["NEO4J_URI", "NEO4J_HTTP", "NEO4J_USER", "NEO4J_PASSWORD"])
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                facts[name] = value;
            }
        }

        return facts;
    }

    /// <summary>Starts one from a folder, at the ports given or at free ones; gives what the script says of it.</summary>
    private static async Task<Dictionary<string, string>> StartInAsync(
        string folder,
        string[] sizes,
        (int Bolt, int Http)? ports = null
    )
    {
        for (var tries = 1; ; tries++)
        {
            var (bolt, http) = ports ?? (FreePort(), FreePort());
            try
            {
                return await RunAsync(folder, "start", [.. sizes, "--bolt-port", $"{bolt}", "--http-port", $"{http}"]);
            }
            catch (InvalidOperationException e)
            {
                // Somebody else on this machine may have taken one of the ports while the server started.
                if (tries == StartTries)
                {
                    throw new InvalidOperationException($"{e.Message}\n{LogIn(folder)}", e);
                }
            }
        }
    }

    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(FirstPort, EndOfPorts);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }

    /// <summary>What the server itself wrote: its console has nothing of a failed start.</summary>
    private static string LogIn(string folder)
    {
        var log = Path.Combine(HomeIn(folder), "logs", "neo4j.log");
        return File.Exists(log)
            ? string.Join('\n', File.ReadLines(log).TakeLast(LogLines))
            : "(the server wrote no log)";
    }

    private static string HomeIn(string folder) => Path.Combine(folder, "neo4j");

    /// <summary>Runs a verb of the equipment's script; gives the <c>KEY=VALUE</c> lines that it printed.</summary>
    private static async Task<Dictionary<string, string>> RunAsync(string folder, string verb, string[] options) =>
        (
            await RunAsync(
                folder,
                verb,
                Equipment.Require("neo4j/neo4j"),
                [verb, "--home", HomeIn(folder), .. options],
                environment: null
            )
        )
            .Where(line => line.StartsWith("NEO4J_", StringComparison.Ordinal))
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Runs a script to its end; gives the lines that it printed.</summary>
    private static async Task<string[]> RunAsync(
        string folder,
        string what,
        string script,
        string[] arguments,
        (string Name, string Value)? environment
    )
    {
        // The server that it leaves running inherits no pipe of this process: the output goes through files.
        var (output, error) = (Path.Combine(folder, $"{what}.out"), Path.Combine(folder, $"{what}.err"));
        var start = new ProcessStartInfo("bash") { UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$0\" \"${@:3}\" >\"$1\" 2>\"$2\" </dev/null");
        foreach (var argument in (string[])[script, output, error, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        if (environment is var (name, value))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"neo4j {what} ended with {process.ExitCode}: {await File.ReadAllTextAsync(error)}"
            );
        }

        return await File.ReadAllLinesAsync(output);
    }
}
