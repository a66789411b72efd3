using System.IO.Compression;
using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Backwards;

/// <summary>
/// Who depends on whom by the registry's documents themselves, read here with nothing of the product: the maps of every version, as
/// npm understands them.
/// </summary>
internal sealed class CorpusEdges
{
    private readonly List<CorpusEdge> edges = [];

    public IReadOnlyList<CorpusEdge> All => edges;

    /// <summary>Reads all documents, and gives each as one line to <paramref name="write"/>.</summary>
    public static CorpusEdges Read(Action<string> write)
    {
        var corpus = new CorpusEdges();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Equipment.Require("npm"), "packuments")))
        {
            using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            using var document = JsonDocument.Parse(gzip);
            write(JsonSerializer.Serialize(document.RootElement));
            corpus.Add(document.RootElement);
        }

        return corpus;
    }

    /// <summary>Direct dependents of a package as <c>purl kind name range</c>.</summary>
    public IEnumerable<string> DependentsOf(string package, bool latestOnly) =>
        edges.Where(edge => edge.Target == package && (edge.IsOfLatest || !latestOnly)).Select(edge => edge.ToString());

    /// <summary>Packages that depend on a package by their latest versions, directly or not, with the distance.</summary>
    public Dictionary<string, int> Reaching(string package)
    {
        var sources = edges.Where(edge => edge.IsOfLatest).ToLookup(edge => edge.Target, edge => edge.Package);
        var distances = new Dictionary<string, int>(StringComparer.Ordinal) { [package] = 0 };
        var queue = new Queue<string>([package]);
        while (queue.TryDequeue(out var target))
        {
            foreach (var source in sources[target])
            {
                if (distances.TryAdd(source, distances[target] + 1))
                {
                    queue.Enqueue(source);
                }
            }
        }

        distances.Remove(package);
        return distances;
    }

    private void Add(JsonElement document)
    {
        var name = document.GetProperty("name").GetString()!;
        var latest = document.GetProperty("dist-tags").GetProperty("latest").GetString();
        foreach (var version in document.GetProperty("versions").EnumerateObject())
        {
            var optional = Map(version.Value, "optionalDependencies");
            Add(optional, "OPTIONAL");
            Add(Map(version.Value, "dependencies").Where(pair => !optional.ContainsKey(pair.Key)), "PROD");
            Add(Map(version.Value, "devDependencies"), "DEV");
            foreach (var peer in Map(version.Value, "peerDependencies"))
            {
                Add([peer], IsOptional(version.Value, peer.Key) ? "PEER_OPTIONAL" : "PEER");
            }

            void Add(IEnumerable<KeyValuePair<string, string>> declared, string kind)
            {
                foreach (var (alias, range) in declared)
                {
                    if (TargetOf(alias, range) is { } target)
                    {
                        edges.Add(
                            new CorpusEdge(name, version.Name, kind, alias, range, target, version.Name == latest)
                        );
                    }
                }
            }
        }
    }

    private static Dictionary<string, string> Map(JsonElement version, string map) =>
        version.TryGetProperty(map, out var declared) && declared.ValueKind == JsonValueKind.Object
            ? declared.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!)
            : [];

    private static bool IsOptional(JsonElement version, string peer) =>
        version.TryGetProperty("peerDependenciesMeta", out var all)
        && all.TryGetProperty(peer, out var meta)
        && meta.TryGetProperty("optional", out var optional)
        && optional.ValueKind == JsonValueKind.True;

    /// <summary>The package that a registry is asked for; null for an address, a path or a repository.</summary>
    private static string? TargetOf(string alias, string range)
    {
        if (!range.StartsWith("npm:", StringComparison.Ordinal))
        {
            return range.AsSpan().ContainsAny(':', '/') ? null : alias;
        }

        var at = range.IndexOf('@', "npm:".Length + 1);
        return at < 0 ? range["npm:".Length..] : range["npm:".Length..at];
    }
}
