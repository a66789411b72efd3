using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Placement;

/// <summary>One of the oracle's answers: what the real npm placed, or the code with which it failed.</summary>
internal sealed class ExpectedResult(string name, JsonElement content)
{
    private static readonly InstallPlatform Host = new("linux", "x64", "glibc");

    public string Name { get; } = name;

    public ProjectManifest Project
    {
        get
        {
            var json = Encoding.UTF8.GetBytes(content.GetProperty("root").GetRawText());
            ProjectManifest.TryParse(json, out var manifest, out var error).ShouldBeTrue(error);
            return manifest!;
        }
    }

    public InstallOptions Options
    {
        get
        {
            var options = content.GetProperty("options");
            var isPlatformGiven =
                Text(options, "os") is not null || Text(options, "cpu") is not null || Text(options, "libc") is not null;
            return new InstallOptions
            {
                Omit = options.TryGetProperty("omit", out var omit)
                    ? omit.EnumerateArray().Aggregate(DependencyKinds.None, (kinds, each) => kinds | KindOf(each.GetString()!))
                    : DependencyKinds.None,
                Target = isPlatformGiven ? TargetOf(options) : null,
                Host = Host,
                NodeVersion = content.GetProperty("node").GetString(),
                NpmVersion = content.GetProperty("npm").GetString(),
                Before = Text(options, "before") is { } before
                    ? DateTimeOffset.Parse(before, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                    : null,
                LegacyPeerDeps = options.Flag("legacy-peer-deps"),
                StrictPeerDeps = options.Flag("strict-peer-deps"),
                Force = options.Flag("force"),
                PreferDedupe = options.Flag("prefer-dedupe"),
                EngineStrict = options.Flag("engine-strict"),
            };
        }
    }

    public string? ErrorCode => content.TryGetProperty("error", out var error) ? error.Text("code") : null;

    /// <summary>One line per place, in any order.</summary>
    public IEnumerable<string> Packages =>
        content.TryGetProperty("packages", out var packages) ? packages.EnumerateArray().Select(Line) : [];

    public int EresolveWarnings => content.GetProperty("warnings").GetProperty("eresolve").GetInt32();

    public int EngineWarnings => content.GetProperty("warnings").GetProperty("ebadengine").GetInt32();

    /// <summary>Every answer in a folder of the equipment.</summary>
    public static IEnumerable<string> NamesIn(string folder) =>
        Directory
            .EnumerateFiles(Equipment.Require(folder))
            .Select(Path.GetFileName)
            .Where(file => !file!.StartsWith('_'))
            .Select(file => file!)
            .Order(StringComparer.Ordinal);

    public static ExpectedResult Read(string folder, string file)
    {
        using Stream stream = File.OpenRead(Path.Combine(Equipment.Require(folder), file));
        using var json = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream;
        return new ExpectedResult(Uri.UnescapeDataString(file), JsonDocument.Parse(json).RootElement);
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
                package.IsDevOptional || package.IsDev || package.IsOptional ? "devOptional" : null,
                package.IsPeer ? "peer" : null,
                package.IsExtraneous ? "extraneous" : null,
                package.IsBundled ? "bundled" : null,
                package.IsInShrinkwrap ? "inShrinkwrap" : null,
                package.Skipped switch
                {
                    SkipReason.Omit => "skipped=omit",
                    SkipReason.Platform => "skipped=platform",
                    SkipReason.OptionalFailed => "skipped=optional-failed",
                    _ => null,
                },
            }.OfType<string>()
        );

    private static string Line(JsonElement package) =>
        string.Join(
            ' ',
            new[]
            {
                package.Text("path"),
                $"{package.Text("name")}@{package.Text("version")}",
                Text(package, "alias") is { } alias ? $"alias={alias}" : null,
                package.Flag("dev") ? "dev" : null,
                package.Flag("optional") ? "optional" : null,
                package.Flag("devOptional") ? "devOptional" : null,
                package.Flag("peer") ? "peer" : null,
                package.Flag("extraneous") ? "extraneous" : null,
                package.Flag("bundled") ? "bundled" : null,
                package.Flag("inShrinkwrap") ? "inShrinkwrap" : null,
                Text(package, "skipped") is { } skipped ? $"skipped={skipped}" : null,
            }.OfType<string>()
        );

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

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
