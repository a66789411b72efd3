using System.Buffers;
using System.Text.Json;
using DepGraph.Npm.Placement;

namespace DepGraph.Npm.Tests.Placement.Oracle;

/// <summary>Says where an installation differs from what npm did.</summary>
internal static class OracleComparison
{
    private const int Shown = 5;

    /// <summary>The oracle's word for an npm that did not end by itself: it follows a cycle of peers until memory is used up.</summary>
    private const string OutOfMemory = "EXITnull";

    /// <summary>Null where they are the same: error code, packages, and the lock file if npm's is there.</summary>
    public static string? Compare(OracleAnswer expected, Installation installation)
    {
        var error = installation.Problems.FirstOrDefault(problem => problem.Severity == ProblemSeverity.Error);
        if (expected.ErrorCode == OutOfMemory && error?.Code == InstallProblem.TooLarge)
            return null;
        if (error?.Code != expected.ErrorCode)
            return $"code {error?.Code ?? "none"} instead of {expected.ErrorCode ?? "none"} ({error?.Message})";
        foreach (var code in (string[])["ERESOLVE", "EBADENGINE"])
        {
            var warnings = installation.Problems.Count(problem =>
                problem.Code == code && problem.Severity == ProblemSeverity.Warning
            );
            if (error is null && warnings != expected.WarningsOf(code))
                return $"{warnings} warnings of {code} instead of {expected.WarningsOf(code)}";
        }
        return Differences(
                expected.Packages.ToHashSet(),
                installation.Packages.Select(OracleAnswer.Line).ToHashSet(),
                "packages"
            )
            ?? (
                expected.LockFile is { } lockFile && error is null ? CompareLock(lockFile, LockOf(installation)) : null
            );
    }

    /// <summary>The lock file, read again.</summary>
    public static JsonElement LockOf(Installation installation)
    {
        var output = new ArrayBufferWriter<byte>();
        installation.WriteLockFile(output);
        using var document = JsonDocument.Parse(output.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>Null where both lock files say the same, hosts aside.</summary>
    public static string? CompareLock(JsonElement expected, JsonElement actual) =>
        Differences(Fields(expected), Fields(actual), "lock file fields");

    /// <summary>One line per field of each entry; addresses without their host, which the registry makes up.</summary>
    private static HashSet<string> Fields(JsonElement lockFile)
    {
        var fields = new HashSet<string>();
        foreach (var top in lockFile.EnumerateObject())
            if (top.Name != "packages")
                fields.Add($"{top.Name}: {top.Value.GetRawText()}");
        foreach (var entry in lockFile.GetProperty("packages").EnumerateObject())
        {
            fields.Add($"\"{entry.Name}\"");
            foreach (var field in entry.Value.EnumerateObject())
                fields.Add($"\"{entry.Name}\" {field.Name}: {Text(field)}");
        }
        return fields;
    }

    private static string Text(JsonProperty field) =>
        field is { Name: "resolved", Value.ValueKind: JsonValueKind.String }
        && Uri.TryCreate(field.Value.GetString(), UriKind.Absolute, out var address)
        && address.Scheme != Uri.UriSchemeFile
            ? address.AbsolutePath
            : JsonSerializer.Serialize(field.Value);

    private static string? Differences(HashSet<string> expected, HashSet<string> actual, string what)
    {
        var missing = expected.Except(actual).Order(StringComparer.Ordinal).ToList();
        var surplus = actual.Except(expected).Order(StringComparer.Ordinal).ToList();
        return missing.Count + surplus.Count == 0
            ? null
            : $"{what}: {missing.Count} missing, {surplus.Count} surplus\n"
                + string.Join(
                    '\n',
                    missing
                        .Take(Shown)
                        .Select(line => $"  - {line}")
                        .Concat(surplus.Take(Shown).Select(line => $"  + {line}"))
                );
    }
}
