using System.Diagnostics;
using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Deployment;

/// <summary>
/// docker-compose.yml, as the compose client itself reads it; it needs no engine for that. Without the client (docker-compose 1.29, as
/// Debian has it) tests skip, but for CI, where they fail.
/// </summary>
internal static class ComposeFile
{
    /// <summary>The client of this machine brings Python, and a YAML reader in it.</summary>
    private const string ToJson = "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)";

    private static bool IsClientHere =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "docker-compose")));

    /// <summary>The whole file with its variables filled in.</summary>
    /// <param name="variables">Lines of an .env file that stand in place of those of .env.example.</param>
    public static async Task<JsonElement> ReadAsync(IReadOnlyDictionary<string, string> variables)
    {
        var (exitCode, output, error) = await ConfigAsync(variables);
        exitCode.ShouldBe(0, error);
        return JsonElement.Parse(output);
    }

    /// <summary>The environment of a service.</summary>
    public static Dictionary<string, string> Environment(this JsonElement compose, string service) =>
        compose
            .GetProperty("services")
            .GetProperty(service)
            .GetProperty("environment")
            .EnumerateObject()
            .ToDictionary(variable => variable.Name, variable => variable.Value.ToString());

    /// <summary>The client's exit code, its answer as JSON, and what it complains of.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> ConfigAsync(
        IReadOnlyDictionary<string, string> variables
    )
    {
        if (!IsClientHere && System.Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("docker-compose is not here.");
        }

        using var folder = new TemporaryFolder();
        await File.WriteAllLinesAsync(folder.File(".env"), Filled(variables));
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList =
            {
                "-c",
                "set -o pipefail; docker-compose -f \"$0\" --env-file \"$1\" config | python3 -c \"$2\"",
                Repository.File("docker-compose.yml"),
                folder.File(".env"),
                ToJson,
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What stands in the environment would win over the file.
        foreach (var name in Filled(variables).Select(line => line.Split('=')[0]))
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static IEnumerable<string> Filled(IReadOnlyDictionary<string, string> variables) =>
        File.ReadLines(Repository.File(".env.example"))
            .Select(line => line.TrimStart('#'))
            .Where(line => line.Contains('=') && !line.Contains(' '))
            .Select(line => line.Split('=')[0])
            .Select(name => $"{name}={variables.GetValueOrDefault(name)}");
}
