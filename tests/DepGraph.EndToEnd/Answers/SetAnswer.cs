using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Answers;

/// <summary>A dependency set in a form that two sources can be compared in; up to 1,000 entries and edges.</summary>
/// <param name="Root">name@version.</param>
/// <param name="IsComplete">As answered.</param>
/// <param name="IngestionId">The ingestion that is still filling it; null for none.</param>
/// <param name="Entries">name@version at depth, sorted.</param>
/// <param name="Edges">from name KIND range to, or the state of what has no target; sorted.</param>
/// <param name="Problems">STATE name range: message, sorted.</param>
public sealed record SetAnswer(
    string Root,
    bool IsComplete,
    string? IngestionId,
    IReadOnlyList<string> Entries,
    IReadOnlyList<string> Edges,
    IReadOnlyList<string> Problems
)
{
    private const string Query = """
        query ($spec: String!) {
          packageVersion(spec: $spec) {
            version
            package { name }
            dependencySet {
              isComplete
              ingestion { id }
              problems { state name range message }
              entries(first: 1000) { nodes { depth version { version package { name } } } }
              edges(first: 1000) {
                nodes { source { version package { name } } target { version package { name } } name range kind state }
              }
            }
          }
        }
        """;

    /// <summary>Asks the program; null when there is no such version.</summary>
    /// <param name="program">The program.</param>
    /// <param name="spec">The version.</param>
    /// <param name="wait">Seconds that it is to wait for missing parts; null: as long as it is set to.</param>
    public static async Task<SetAnswer?> AskAsync(DepGraphProgram program, string spec, int? wait = null)
    {
        var data = await program.DataAsync(Query, new { spec }, wait);
        return Read(data);
    }

    /// <summary>The answer of a client that takes what it gets: the set, or null with the errors' codes.</summary>
    public static async Task<(SetAnswer? Set, IReadOnlyList<string> Codes)> TryAskAsync(
        DepGraphProgram program,
        string spec,
        int wait
    )
    {
        var answer = await program.AskAsync(Query, new { spec }, wait);
        return answer.TryGetProperty("errors", out var errors)
            ? (null, [.. errors.EnumerateArray().Select(AnswerErrors.Code)])
            : (Read(answer.GetProperty("data")), []);
    }

    private static SetAnswer? Read(JsonElement data)
    {
        var version = data.GetProperty("packageVersion");
        if (version.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var set = version.GetProperty("dependencySet");
        var ingestion = set.GetProperty("ingestion");
        return new SetAnswer(
            Id(version),
            set.GetProperty("isComplete").GetBoolean(),
            ingestion.ValueKind == JsonValueKind.Null ? null : ingestion.GetProperty("id").GetString(),
            Sorted(set.GetProperty("entries").GetProperty("nodes"), Entry),
            Sorted(set.GetProperty("edges").GetProperty("nodes"), Edge),
            Sorted(
                set.GetProperty("problems"),
                problem =>
                    $"{problem.GetProperty("state")} {problem.GetProperty("name")} {problem.GetProperty("range")}: {problem.GetProperty("message")}"
            )
        );
    }

    /// <summary>The same from the reference closure over a registry; it has no problems and no ingestion.</summary>
    public static async Task<SetAnswer> ReferenceAsync(Uri registry, string spec)
    {
        var (exitCode, output, error) = await NodeProcess.RunAsync(
            Equipment.Require("npm/closure.mjs"),
            ["--registry", registry.ToString(), spec]
        );
        exitCode.ShouldBe(0, error);
        using var document = JsonDocument.Parse(output);
        var reference = document.RootElement;
        return new SetAnswer(
            reference.GetProperty("root").GetString()!,
            !reference.GetProperty("incomplete").GetBoolean(),
            null,
            Sorted(reference.GetProperty("entries"), entry => $"{entry[0]} at {entry[1]}"),
            Sorted(reference.GetProperty("edges"), edge => string.Join(' ', edge.EnumerateArray())),
            []
        );
    }

    /// <summary>Fails unless both have the same root, entries and edges.</summary>
    public void ShouldEqual(SetAnswer expected)
    {
        Root.ShouldBe(expected.Root);
        Entries.ShouldBe(expected.Entries);
        Edges.ShouldBe(expected.Edges);
        IsComplete.ShouldBe(expected.IsComplete);
    }

    private static string[] Sorted(JsonElement list, Func<JsonElement, string> text) =>
        [.. list.EnumerateArray().Select(text).Order(StringComparer.Ordinal)];

    /// <summary>A node of <c>entries</c> as an element of <see cref="Entries"/>.</summary>
    public static string Entry(JsonElement entry) =>
        $"{Id(entry.GetProperty("version"))} at {entry.GetProperty("depth").GetInt32()}";

    /// <summary>A node of <c>edges</c> as an element of <see cref="Edges"/>.</summary>
    public static string Edge(JsonElement edge)
    {
        var target = edge.GetProperty("target");
        var to = target.ValueKind == JsonValueKind.Null ? edge.GetProperty("state").GetString() : Id(target);
        return $"{Id(edge.GetProperty("source"))} {edge.GetProperty("name")} {edge.GetProperty("kind")} {edge.GetProperty("range")} {to}";
    }

    /// <summary>A version as name@version.</summary>
    public static string Id(JsonElement version) =>
        $"{version.GetProperty("package").GetProperty("name")}@{version.GetProperty("version")}";
}
