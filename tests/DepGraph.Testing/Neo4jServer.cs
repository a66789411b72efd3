using System.Diagnostics;
using System.Globalization;

namespace DepGraph.Testing;

/// <summary>
/// A real Neo4j on loopback. One that <c>NEO4J_URI</c> names is used as it is (with <c>NEO4J_USER</c> and <c>NEO4J_PASSWORD</c>,
/// and never stopped or killed); otherwise one is started from the test equipment, in a folder of its own.
/// </summary>
public sealed class Neo4jServer : IAsyncDisposable
{
    private const int StartTries = 4;

    /// <summary>Each lasts as long as the script waits for the end: 5 seconds of a kill.</summary>
    private const int EndTries = 60;
    private const int LogLines = 30;

    /// <summary>Where its data and the output of the equipment's script lie; null for a server that is not this fixture's.</summary>
    private readonly string? folder;
    private readonly TemporaryFolder? temporary;
    private readonly string[] sizes;
    private Start start;

    private Neo4jServer(string? folder, TemporaryFolder? temporary, string[] sizes, Start start) =>
        (this.folder, this.temporary, this.sizes, this.start) = (folder, temporary, sizes, start);

    /// <summary>For example <c>neo4j://127.0.0.1:7687</c>.</summary>
    public Uri Uri => new(start.Facts["NEO4J_URI"]);

    /// <summary>The address of the HTTP interface and of Neo4j Browser; null for a server that <c>NEO4J_URI</c> names without it.</summary>
    public Uri? Http => start.Facts.TryGetValue("NEO4J_HTTP", out var address) ? new(address) : null;

    public string User => start.Facts.GetValueOrDefault("NEO4J_USER", "neo4j");

    public string Password => start.Facts.GetValueOrDefault("NEO4J_PASSWORD", "");

    /// <summary>The server's process; null for a server that <c>NEO4J_URI</c> names.</summary>
    public int? ProcessId =>
        start.Facts.TryGetValue("NEO4J_PID", out var id) ? int.Parse(id, CultureInfo.InvariantCulture) : null;

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
    public Task KillAsync() => EndAsync(Own, "kill");

    /// <summary>Stops it cleanly. Its data stay.</summary>
    public Task StopAsync() => EndAsync(Own, "stop");

    /// <summary>Starts it again after a stop or a kill, on the same data and the same addresses.</summary>
    public async Task RestartAsync() => start = await StartInAsync(Own, sizes, start);

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

        start.Dispose();
    }

    private string Own =>
        folder ?? throw new InvalidOperationException("The server that NEO4J_URI names is not this fixture's to stop.");

    /// <summary>Ends it by the script, which gives up early: a busy machine takes longer than that to take a large process apart.</summary>
    private static async Task EndAsync(string folder, string verb)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await RunAsync(folder, verb, []);
                return;
            }
            catch (InvalidOperationException) when (tries < EndTries)
            {
                // The next try finds it gone, or waits on.
            }
        }
    }

    private static Start FromEnvironment()
    {
        var facts = new Dictionary<string, string>();
        foreach (var name in (string[])["NEO4J_URI", "NEO4J_HTTP", "NEO4J_USER", "NEO4J_PASSWORD"])
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                facts[name] = value;
            }
        }

        return new Start(facts, []);
    }

    /// <summary>Starts one from a folder, at the ports of a former start or at free ones.</summary>
    private static async Task<Start> StartInAsync(string folder, string[] sizes, Start? former = null)
    {
        for (var tries = 1; ; tries++)
        {
            var ports = former?.Ports ?? [ReservedPort.Find(), ReservedPort.Find()];
            try
            {
                string[] options = [.. sizes, "--bolt-port", $"{ports[0].Number}", "--http-port", $"{ports[1].Number}"];
                return new Start(await RunAsync(folder, "start", options), ports);
            }
            catch (InvalidOperationException e)
            {
                // Somebody else on this machine may have taken one of the ports while the server started, or it was very slow.
                await EndAsync(folder, "kill");
                if (former is null)
                {
                    Array.ForEach(ports, static port => port.Dispose());
                }

                if (tries == StartTries)
                {
                    throw new InvalidOperationException($"{e.Message}\n{LogIn(folder)}", e);
                }
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
        var command = new ProcessStartInfo("bash") { UseShellExecute = false };
        command.ArgumentList.Add("-c");
        command.ArgumentList.Add("exec \"$0\" \"${@:3}\" >\"$1\" 2>\"$2\" </dev/null");
        foreach (var argument in (string[])[script, output, error, .. arguments])
        {
            command.ArgumentList.Add(argument);
        }

        if (environment is var (name, value))
        {
            command.Environment[name] = value;
        }

        using var process = Process.Start(command)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"neo4j {what} ended with {process.ExitCode}: {await File.ReadAllTextAsync(error)}"
            );
        }

        return await File.ReadAllLinesAsync(output);
    }

    /// <param name="Facts">What the script, or the environment, says of the server.</param>
    /// <param name="Ports">Those of Bolt and HTTP, kept for the next start; none for a server that the environment names.</param>
    private sealed record Start(Dictionary<string, string> Facts, ReservedPort[] Ports) : IDisposable
    {
        public void Dispose() => Array.ForEach(Ports, static port => port.Dispose());
    }
}
