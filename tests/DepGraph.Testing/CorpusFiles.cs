using System.IO.Compression;
using System.Text.Json;

namespace DepGraph.Testing;

/// <summary>The packuments of the test equipment's corpus, as the registry would send them.</summary>
public static class CorpusFiles
{
    /// <summary>The names of all packages, in the order of the index.</summary>
    public static IReadOnlyList<string> Names()
    {
        using var index = JsonDocument.Parse(File.ReadAllText(Equipment.Require("npm/index.json")));
        return [.. index.RootElement.EnumerateObject().Select(entry => entry.Name)];
    }

    /// <summary>One document's JSON.</summary>
    /// <param name="name">The package.</param>
    /// <param name="full">The full document; otherwise the abbreviated one.</param>
    public static Stream Open(string name, bool full)
    {
        var folder = Equipment.Require(full ? "npm/packuments-full" : "npm/packuments");
        var file = Path.Combine(folder, $"{Uri.EscapeDataString(name)}.json.gz");
        return new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
    }
}
