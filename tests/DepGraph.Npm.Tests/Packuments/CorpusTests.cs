using System.Text.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Packuments;

/// <summary>Real and made-up documents, held to what a plain JSON reader sees in them.</summary>
public sealed class CorpusTests
{
    [Theory]
    [InlineData("packuments", 40)]
    [InlineData("synthetic/packuments", 1)]
    public async Task Every_field_is_what_the_document_says(string folder, int step)
    {
        var files = Directory.GetFiles(Path.Combine(Equipment.Require("npm"), folder)).Order(StringComparer.Ordinal);
        foreach (var file in files.Where((_, i) => i % step == 0))
        {
            var name = Uri.UnescapeDataString(Path.GetFileName(file)[..^".json.gz".Length]);
            var json = PackumentSamples.Unpack(file);
            using var document = JsonDocument.Parse(json);
            using var stream = new MemoryStream(json);
            Compare((await PackumentReader.ReadAsync(stream, name, full: false)).Head, document.RootElement);
        }
    }

    [Theory]
    [InlineData("packuments", 60)]
    [InlineData("synthetic/packuments", 3)]
    public async Task Both_forms_of_a_document_give_the_same_head(string folder, int step)
    {
        var files = Directory.GetFiles(Path.Combine(Equipment.Require("npm"), folder)).Order(StringComparer.Ordinal);
        foreach (var file in files.Where((_, i) => i % step == 0))
        {
            var name = Uri.UnescapeDataString(Path.GetFileName(file)[..^".json.gz".Length]);
            using var abbreviated = new MemoryStream(PackumentSamples.Unpack(file));
            using var full = new MemoryStream(PackumentSamples.Unpack(file.Replace("packuments", "packuments-full")));
            var fromFull = await PackumentReader.ReadAsync(full, name, full: true);
            var head = (await PackumentReader.ReadAsync(abbreviated, name, full: false)).Head;
            Versions(fromFull.Head).ShouldBe(Versions(head), name);
            for (var i = 0; i < head.Count; i++)
                fromFull.Details!.Find(head[i].Version).ShouldNotBeNull();
        }

        static string Versions(PackageHead head) =>
            string.Join('\n', Enumerable.Range(0, head.Count).Select(i => PackumentSamples.Describe(head[i])));
    }

    [Fact]
    public async Task A_document_in_memory_reads_as_a_stream_does()
    {
        var files = Directory.GetFiles(Equipment.Require("npm/synthetic/packuments-full"));
        files.ShouldNotBeEmpty();
        foreach (var file in files)
        {
            var name = Uri.UnescapeDataString(Path.GetFileName(file)[..^".json.gz".Length]);
            var json = PackumentSamples.Unpack(file);
            using var stream = new MemoryStream(json);
            var streamed = await PackumentReader.ReadAsync(stream, name, full: true);
            var read = PackumentReader.Read(json, name, full: true);
            read.Head.ContentHash.ShouldBe(streamed.Head.ContentHash, name);
            read.Details!.ContentHash.ShouldBe(streamed.Details!.ContentHash, name);
        }
    }

    private static void Compare(PackageHead head, JsonElement document)
    {
        var versions = document.GetProperty("versions");
        head.Count.ShouldBe(versions.EnumerateObject().Count());
        foreach (var version in versions.EnumerateObject())
        {
            var (json, read) = (version.Value, head[head.IndexOf(version.Name)]);
            var dist = json.GetProperty("dist");
            var where = read.ToString();
            read.Integrity.ShouldBe(Text(dist, "integrity"), where);
            read.Shasum.ShouldBe(Text(dist, "shasum"), where);
            read.Tarball.ShouldBe(Text(dist, "tarball"), where);
            read.EnginesJson.ShouldBe(
                json.TryGetProperty("engines", out var engines) ? engines.GetRawText() : null,
                where
            );
            read.HasInstallScript.ShouldBe(json.TryGetProperty("hasInstallScript", out _), where);
            if (json.TryGetProperty("os", out var os) && os.ValueKind == JsonValueKind.Array)
                read.Os.ShouldBe(os.EnumerateArray().Select(each => each.GetString()!), where);
            CompareMap(read, json, "devDependencies", DependencyKinds.Dev);
            CompareMap(read, json, "peerDependencies", DependencyKinds.Peer | DependencyKinds.PeerOptional);
            CompareMap(read, json, "optionalDependencies", DependencyKinds.Optional);
        }
    }

    private static void CompareMap(VersionManifest read, JsonElement json, string map, DependencyKinds kinds)
    {
        if (!json.TryGetProperty(map, out var declared) || declared.ValueKind != JsonValueKind.Object)
        {
            read.RequirementsOf(kinds).ShouldBeEmpty();
            return;
        }
        read.RequirementsOf(kinds)
            .Select(requirement => $"{requirement}")
            .ShouldBe(declared.EnumerateObject().Select(each => $"{each.Name}@{each.Value}"), $"{read} {map}");
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) ? text.GetString() : null;
}
