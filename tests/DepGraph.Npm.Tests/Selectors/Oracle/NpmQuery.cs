using System.Buffers;
using System.Text.Json;
using DepGraph.Npm.Placement;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Selectors.Oracle;

/// <summary>npm's own selectors over the lock files that installations write.</summary>
internal sealed class NpmQuery : IDisposable
{
    private static readonly string Script = Path.Combine(
        AppContext.BaseDirectory,
        "Selectors",
        "Oracle",
        "npm-query.cjs"
    );

    private readonly TemporaryFolder _folder = new();
    private readonly List<(string Name, Installation Installation, string[] Selectors)> _questions = [];
    private readonly List<string> _lines = [];

    /// <summary>Writes a project with its lock file, as npm finds them.</summary>
    /// <returns>The project's folder.</returns>
    public static string Write(string folder, OracleProject project)
    {
        var path = Path.Combine(folder, project.FolderName);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "package.json"), project.PackageJson);
        var lockFile = new ArrayBufferWriter<byte>();
        project.Installation.WriteLockFile(lockFile);
        File.WriteAllBytes(Path.Combine(path, "package-lock.json"), lockFile.WrittenSpan);
        return path;
    }

    public void Add(OracleProject project, string[] selectors)
    {
        _questions.Add((project.Name, project.Installation, selectors));
        var path = Write(_folder.File($"{_questions.Count}"), project);
        _lines.Add(
            JsonSerializer.Serialize(
                new
                {
                    folder = path,
                    legacyPeerDeps = project.LegacyPeerDeps,
                    selectors,
                }
            )
        );
    }

    /// <summary>Every question with npm's answer: paths, or null where npm fails.</summary>
    public async Task<IReadOnlyList<NpmSelection>> AskAsync(CancellationToken cancellationToken)
    {
        using var node = NodeProcess.StartFed(Script);
        var output = node.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = node.StandardError.ReadToEndAsync(cancellationToken);
        foreach (var line in _lines)
            await node.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        node.StandardInput.Close();
        await node.WaitForExitAsync(cancellationToken);
        node.ExitCode.ShouldBe(0, await error);
        var answers = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        answers.Length.ShouldBe(_questions.Count);
        return
        [
            .. _questions
                .Zip(answers)
                .SelectMany(pair =>
                    pair.First.Selectors.Zip(
                        JsonDocument.Parse(pair.Second).RootElement.EnumerateArray(),
                        (selector, answer) =>
                            new NpmSelection(pair.First.Name, pair.First.Installation, selector, Paths(answer))
                    )
                ),
        ];
    }

    public void Dispose() => _folder.Dispose();

    private static string[]? Paths(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array
            ? [.. answer.EnumerateArray().Select(path => path.GetString()!).Order(StringComparer.Ordinal)]
            : null;
}

/// <summary>What npm selects in one project.</summary>
/// <param name="Project">The project's name among the others.</param>
/// <param name="Installation">What was installed for it.</param>
/// <param name="Selector">What npm was asked.</param>
/// <param name="Paths">The places, in the order of their paths; null: npm failed.</param>
internal sealed record NpmSelection(string Project, Installation Installation, string Selector, string[]? Paths);
