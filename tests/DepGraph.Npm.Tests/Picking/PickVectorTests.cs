using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using DepGraph.Npm.Picking;
using DepGraph.Npm.Specs;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Picking;

public sealed class PickVectorTests
{
    private static readonly Dictionary<string, JsonPackument> Corpus = [];

    [Fact]
    public void Versions_are_picked_as_by_npm_pick_manifest() =>
        VectorFile.Check(
            "npm-pick-manifest.ndjson",
            1000,
            vector =>
            {
                PickResult result = ManifestPicker.Pick(PackumentOf(vector), vector.Text("spec"), OptionsOf(vector));

                // Under avoidStrict npm gives a manifest without a version where not even * finds one: neither picked nor error.
                bool isNothing = vector.Value("picked") is null && vector.Value("error") is null;
                return VectorFile.First(
                    VectorFile.Compare("picked", vector.Value("picked"), result.Version),
                    VectorFile.Compare("error", isNothing ? "ETARGET" : vector.Value("error"), ErrorOf(result.Outcome))
                );
            }
        );

    [Fact]
    public void The_quick_way_picks_what_the_thorough_one_picks_without_options() =>
        VectorFile.Check(
            "npm-pick-manifest.ndjson",
            1000,
            vector =>
            {
                JsonPackument packument = PackumentOf(vector);
                return
                    PackageSpec.TryResolve(packument.Name, vector.Text("spec"), out PackageSpec? spec, out _)
                    && spec.IsRegistry
                    ? VectorFile.Compare(
                        "index",
                        ManifestPicker.Pick(packument, spec.Registry.FetchSpec, PickOptions.Default).Index,
                        ManifestPicker.Pick(packument, spec)
                    )
                    : null;
            }
        );

    private static PickOptions OptionsOf(JsonElement vector) =>
        new()
        {
            NodeVersion = (string?)vector.Value("nodeVersion"),
            NpmVersion = (string?)vector.Value("npmVersion"),
            Before = vector.Value("before") is string before
                ? DateTimeOffset.Parse(before, CultureInfo.InvariantCulture)
                : null,
            DefaultTag = (string?)vector.Value("defaultTag") ?? "latest",
            Avoid = (string?)vector.Value("avoid"),
            AvoidStrict = vector.Flag("avoidStrict"),
            IncludeStaged = vector.Flag("includeStaged"),
        };

    private static string? ErrorOf(PickOutcome outcome) =>
        outcome switch
        {
            PickOutcome.Picked => null,
            PickOutcome.NoVersions => "ENOVERSIONS",
            PickOutcome.Forbidden => "E403",
            PickOutcome.UnsupportedSpec => "Only tag, version, and range are supported",
            _ => "ETARGET",
        };

    private static JsonPackument PackumentOf(JsonElement vector)
    {
        if (vector.TryGetProperty("packument", out JsonElement inline))
        {
            return new JsonPackument(inline);
        }

        string name = vector.Text("name");
        if (!Corpus.TryGetValue(name, out JsonPackument? packument))
        {
            string path = Equipment.Require($"npm/packuments-full/{Uri.EscapeDataString(name)}.json.gz");
            using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            packument = new JsonPackument(JsonDocument.Parse(stream).RootElement);
            Corpus.Add(name, packument);
        }

        return packument;
    }
}
