using System.Text.Json;
using System.Text.RegularExpressions;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Deployment;

/// <summary>The repository's Dockerfile, as far as the tests need it.</summary>
internal static partial class Dockerfile
{
    public static DockerStage Stage(string name) => Read().Single(stage => stage.Name == name);

    private static List<DockerStage> Read()
    {
        var stages = new List<DockerStage>();
        foreach (var line in Instructions())
        {
            var (word, rest) = line.Split(' ', 2) is [var first, var second] ? (first, second.Trim()) : (line, "");
            switch (word)
            {
                case "FROM":
                    stages.Add(From(rest, stages));
                    break;
                case "ENV":
                    foreach (Match pair in Assignment().Matches(rest))
                    {
                        stages[^1].Environment[pair.Groups[1].Value] = pair.Groups[2].Value;
                    }

                    break;
                case "RUN":
                    stages[^1].Runs.Add(rest);
                    break;
                case "USER":
                    stages[^1].User = rest;
                    break;
                case "EXPOSE":
                    stages[^1].Port = rest;
                    break;
                case "ENTRYPOINT":
                    stages[^1].EntryPoint = JsonSerializer.Deserialize<string[]>(rest)!;
                    break;
                case "HEALTHCHECK":
                    stages[^1].HealthCheck = JsonSerializer.Deserialize<string[]>(rest[rest.IndexOf('[')..])!;
                    break;
            }
        }

        return stages;
    }

    /// <summary>Without comments, each on one line.</summary>
    private static IEnumerable<string> Instructions() =>
        Continuation()
            .Replace(
                string.Join('\n', File.ReadLines(Repository.File("Dockerfile")).Where(l => !l.StartsWith('#'))),
                " "
            )
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static DockerStage From(string rest, List<DockerStage> stages)
    {
        var (origin, name) = rest.Split(" AS ") is [var image, var alias] ? (image, alias) : (rest, rest);
        return stages.Find(stage => stage.Name == origin) is { } parent
            ? new DockerStage
            {
                Name = name,
                User = parent.User,
                Environment = new(parent.Environment),
            }
            : new DockerStage { Name = name };
    }

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"(\w+)=(\S+)")]
    private static partial Regex Assignment();
}
