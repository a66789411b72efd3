using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Placement.Oracle;

/// <summary>One of the oracle's answers: what the real npm placed, or the code with which it failed.</summary>
internal sealed class OracleAnswer(string name, JsonElement content)
{
    private static readonly InstallPlatform Host = new("linux", "x64", "glibc");

    public string Name { get; } = name;

    /// <summary>The project's.</summary>
    public string PackageJson => content.GetProperty("root").GetRawText();

    public ProjectManifest Project
    {
        get
        {
            return ProjectManifest.TryParse(Encoding.UTF8.GetBytes(PackageJson), out var manifest, out var error)
                ? manifest
                : throw new InvalidDataException(error);
        }
    }

    public InstallOptions Options
    {
        get
        {
            var options = content.GetProperty("options");
            var isPlatformGiven =
                Text(options, "os") is not null
                || Text(options, "cpu") is not null
                || Text(options, "libc") is not null;
            return new InstallOptions
            {
                Omit = options.TryGetProperty("omit", out var omit)
                    ? omit.EnumerateArray()
                        .Aggregate(DependencyKinds.None, (kinds, each) => kinds | KindOf(each.GetString()!))
                    : DependencyKinds.None,
                Target = isPlatformGiven ? TargetOf(options) : null,
                Host = Host,
                NodeVersion = content.GetProperty("node").GetString(),
                NpmVersion = content.GetProperty("npm").GetString(),
                Before = Text(options, "before") is { } before
                    ? DateTimeOffset.Parse(before, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                    : null,
                LegacyPeerDeps = Flag(options, "legacy-peer-deps"),
                StrictPeerDeps = Flag(options, "strict-peer-deps"),
                Force = Flag(options, "force"),
                PreferDedupe = Flag(options, "prefer-dedupe"),
                EngineStrict = Flag(options, "engine-strict"),
            };
        }
    }

    public string? ErrorCode =>
        content.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null;

    /// <summary>One line per place, in any order.</summary>
    public IEnumerable<string> Packages =>
        content.TryGetProperty("packages", out var packages) ? packages.EnumerateArray().Select(Line) : [];

    /// <summary>Why there is no answer, the oracle itself having failed; null: there is one.</summary>
    public string? Crash => Text(content, "crash");

    /// <summary>How often npm warned with a code.</summary>
    public int WarningsOf(string code) =>
        content.GetProperty("warnings").GetProperty(code.ToLowerInvariant()).GetInt32();

    /// <summary>The lock file that npm wrote; null: none was kept.</summary>
    public JsonElement? LockFile => content.TryGetProperty("lock", out var file) ? file : null;

    /// <summary>Every answer in a folder of the equipment.</summary>
    public static IEnumerable<string> NamesIn(string folder) =>
        Directory
            .EnumerateFiles(Equipment.Require(folder))
            .Select(Path.GetFileName)
            .Where(file => !file!.StartsWith('_'))
            .Select(file => file!)
            .Order(StringComparer.Ordinal);

    public static OracleAnswer Read(string folder, string file)
    {
        using Stream stream = File.OpenRead(Path.Combine(Equipment.Require(folder), file));
        using var json = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream;
        return new OracleAnswer(Uri.UnescapeDataString(file), JsonDocument.Parse(json).RootElement);
    }

    public static string Line(InstalledPackage package) =>
        string.Join(
            ' ',
            new[]
            {
                package.Path,
                $"{package.Name}@{package.Version}",
                package.Alias is { } alias ? $"alias={alias}" : null,
                package.IsDev ? "dev" : null,
                package.IsOptional ? "optional" : null,
                package.IsDevOptional ? "devOptional" : null,
                package.IsPeer ? "peer" : null,
                package.IsExtraneous ? "extraneous" : null,
                package.IsBundled ? "bundled" : null,
                package.IsInShrinkwrap ? "inShrinkwrap" : null,
                package switch
                {
                    { IsExtraneous: true } => null,
                    { Skipped: SkipReason.Omit } => "skipped=omit",
                    { Skipped: SkipReason.Platform } => "skipped=platform",
                    { Skipped: SkipReason.OptionalFailed } => "skipped=optional-failed",
                    _ => null,
                },
            }.OfType<string>()
        );

    private string Line(JsonElement package)
    {
        // The oracle reads the lock file back, and where a name stands in two of the project's maps, npm then computes other flags.
        var flags = LockFile is { } file ? file.GetProperty("packages").GetProperty(Text(package, "path")!) : package;
        var isExtraneous = Flag(flags, "extraneous");
        return string.Join(
            ' ',
            new[]
            {
                Text(package, "path"),
                $"{Text(package, "name")}@{Text(package, "version")}",
                Text(package, "alias") is { } alias ? $"alias={alias}" : null,
                Is("dev") ? "dev" : null,
                Is("optional") ? "optional" : null,
                Is("devOptional") && !Is("dev") && !Is("optional") ? "devOptional" : null,
                Is("peer") ? "peer" : null,
                isExtraneous ? "extraneous" : null,
                Flag(package, "bundled") ? "bundled" : null,
                Flag(package, "inShrinkwrap") ? "inShrinkwrap" : null,
                !isExtraneous && Text(package, "skipped") is { } skipped ? $"skipped={skipped}" : null,
            }.OfType<string>()
        );

        bool Is(string flag) => !isExtraneous && Flag(flags, flag);
    }

    private static InstallPlatform TargetOf(JsonElement options)
    {
        var os = Text(options, "os") ?? Host.Os;
        return new InstallPlatform(
            os,
            Text(options, "cpu") ?? Host.Cpu,
            Text(options, "libc") ?? (os == "linux" ? Host.Libc : null)
        );
    }

    private static DependencyKinds KindOf(string kind) =>
        kind switch
        {
            "dev" => DependencyKinds.Dev,
            "optional" => DependencyKinds.Optional,
            "peer" => DependencyKinds.Peer,
            _ => throw new ArgumentException(kind),
        };

    private static bool Flag(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.GetBoolean();

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
