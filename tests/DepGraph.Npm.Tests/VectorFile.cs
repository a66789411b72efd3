using System.Text;
using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests;

/// <summary>
/// Vectors made by npm's own libraries, one JSON object a line. <c>DEPGRAPH_SEMVER_VECTORS</c> names a folder of others, made
/// with another seed.
/// </summary>
internal static class VectorFile
{
    private const int Shown = 20;

    /// <summary>Fails with the number of mismatches and the first of them.</summary>
    /// <param name="name">A file of the vectors' folder.</param>
    /// <param name="minimum">Fewer vectors than that are a fault of their own.</param>
    /// <param name="check">Says what is wrong with our answer; null: nothing.</param>
    public static void Check(string name, int minimum, Func<JsonElement, string?> check)
    {
        string folder = Environment.GetEnvironmentVariable("DEPGRAPH_SEMVER_VECTORS") is { Length: > 0 } other
            ? other
            : Equipment.Require("npm/semver");
        var report = new StringBuilder();
        int count = 0;
        int mismatches = 0;
        foreach (string line in File.ReadLines(Path.Combine(folder, name)))
        {
            using JsonDocument vector = JsonDocument.Parse(line);
            count++;
            if (check(vector.RootElement) is { } mismatch && ++mismatches <= Shown)
            {
                report.AppendLine(line.Length > 600 ? line[..600] : line).Append("  → ").AppendLine(mismatch);
            }
        }

        count.ShouldBeGreaterThan(minimum);
        mismatches.ShouldBe(0, $"{mismatches} of {count} vectors of {name} do not hold:\n{report}");
    }

    /// <summary>Null when the answers are the same.</summary>
    public static string? Compare(string what, object? expected, object? actual) =>
        Equals(expected, actual) ? null : $"{what}: expected {expected ?? "null"}, got {actual ?? "null"}";

    /// <summary>The first mismatch.</summary>
    public static string? First(params ReadOnlySpan<string?> mismatches)
    {
        foreach (string? mismatch in mismatches)
        {
            if (mismatch is not null)
            {
                return mismatch;
            }
        }

        return null;
    }

    /// <summary>A text, a Boolean, a whole number, or null; an object is what was thrown.</summary>
    public static object? Value(this JsonElement vector, string name) =>
        vector.TryGetProperty(name, out JsonElement value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number => value.GetInt32(),
                JsonValueKind.Object => value.GetProperty("error").GetString(),
                _ => null,
            }
            : null;

    public static string Text(this JsonElement vector, string name) => vector.GetProperty(name).GetString()!;

    public static bool Flag(this JsonElement vector, string name) =>
        vector.TryGetProperty(name, out JsonElement value) && value.GetBoolean();
}
