using System.IO.Compression;
using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Installing;

/// <summary>One of the answers of the real npm in the test equipment: what it placed for a project, or the code with which it failed.</summary>
public sealed class NpmAnswer(string name, JsonElement content)
{
    private static readonly string[] Platform = ["os", "cpu", "libc"];

    public string Name => name;

    /// <summary>The project's package.json.</summary>
    public JsonElement Project => content.GetProperty("root");

    /// <summary>The code with which npm failed; null when it did not.</summary>
    public string? ErrorCode =>
        content.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null;

    /// <summary>A line for each place, in the order of the paths.</summary>
    public IReadOnlyList<string> Packages =>
        content.TryGetProperty("packages", out var packages)
            ? [.. packages.EnumerateArray().Select(Line).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>What npm was told, as InstallOptions.</summary>
    public Dictionary<string, object?> Options
    {
        get
        {
            var told = content.GetProperty("options");
            var options = new Dictionary<string, object?>
            {
                ["node"] = content.GetProperty("node").GetString(),
                ["npm"] = content.GetProperty("npm").GetString(),
                ["legacyPeerDeps"] = Is(told, "legacy-peer-deps"),
                ["strictPeerDeps"] = Is(told, "strict-peer-deps"),
                ["engineStrict"] = Is(told, "engine-strict"),
                ["preferDedupe"] = Is(told, "prefer-dedupe"),
                ["force"] = Is(told, "force"),
            };
            if (told.TryGetProperty("before", out var before))
            {
                var text = before.GetString()!;
                options["before"] = text.Contains('T', StringComparison.Ordinal) ? text : $"{text}T00:00:00Z";
            }

            if (told.TryGetProperty("omit", out var omit))
            {
                options["omit"] = omit.EnumerateArray().Select(kind => kind.GetString()!.ToUpperInvariant()).ToArray();
            }

            if (Platform.Any(part => told.TryGetProperty(part, out _)))
            {
                var os = Text(told, "os") ?? "linux";
                options["os"] = os;
                options["cpu"] = Text(told, "cpu") ?? "x64";
                options["libc"] = Text(told, "libc") ?? (os == "linux" ? "glibc" : null);
            }

            return options;
        }
    }

    /// <summary>Every answer in a folder of the equipment.</summary>
    public static IEnumerable<NpmAnswer> ReadAll(string folder) =>
        Directory
            .EnumerateFiles(Equipment.Require(folder))
            .Where(file => !Path.GetFileName(file).StartsWith('_'))
            .Order(StringComparer.Ordinal)
            .Select(Read);

    /// <summary>An InstalledPackage of the API as the same line.</summary>
    public static string LineOf(JsonElement package) =>
        Line(
            package,
            ("isDev", "dev"),
            ("isOptional", "optional"),
            ("isDevOptional", "devOptional"),
            ("isPeer", "peer"),
            ("isBundled", "bundled"),
            ("isInShrinkwrap", "inShrinkwrap"),
            ("isExtraneous", "extraneous")
        );

    private static NpmAnswer Read(string file)
    {
        using Stream stream = File.OpenRead(file);
        using var json = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream;
        return new NpmAnswer(Uri.UnescapeDataString(Path.GetFileName(file)), JsonDocument.Parse(json).RootElement);
    }

    private static string Line(JsonElement package) =>
        Line(
            package,
            ("dev", "dev"),
            ("optional", "optional"),
            ("devOptional", "devOptional"),
            ("peer", "peer"),
            ("bundled", "bundled"),
            ("inShrinkwrap", "inShrinkwrap"),
            ("extraneous", "extraneous")
        );

    /// <summary>
    /// What is extraneous has no other flag in the lock file; npm reading that back sometimes sets them all. What is dev or optional
    /// is devOptional too when npm reads it back.
    /// </summary>
    private static string Line(JsonElement package, params (string Field, string Flag)[] flags)
    {
        var set = flags.Where(flag => Is(package, flag.Field)).Select(flag => flag.Flag).ToHashSet();
        if (set.Contains("extraneous"))
        {
            set.IntersectWith(["extraneous", "bundled", "inShrinkwrap"]);
        }
        else if (set.Contains("dev") || set.Contains("optional"))
        {
            set.Remove("devOptional");
        }

        var skipped = set.Contains("extraneous") ? null : Text(package, "skipped");
        return $"{Text(package, "path")} {Text(package, "name")}@{Text(package, "version")} {Text(package, "alias")} "
            + $"[{string.Join(' ', set.Order(StringComparer.Ordinal))}] {skipped?.ToUpperInvariant().Replace('-', '_')}";
    }

    private static bool Is(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
