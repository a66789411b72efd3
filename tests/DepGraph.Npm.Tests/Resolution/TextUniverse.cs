using System.Text;
using System.Text.Json.Nodes;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.Npm.Tests.Resolution;

/// <summary>
/// A registry written as text, one version a line: <c>a 1.0.0: b@^1, optional c@*, peer d@2, dev e@1</c>. A line
/// <c>a beta=1.0.0</c> sets a dist-tag; <c>latest</c> is the version of the last line before. A line
/// <c>a 1.0.0 deprecated: …</c> is a deprecated version; <c>a pending</c> and <c>a failed</c> are packages that are not there.
/// </summary>
internal sealed class TextUniverse : IHeadSource
{
    private static readonly Dictionary<string, string> Maps = new()
    {
        ["optional"] = "optionalDependencies",
        ["peer"] = "peerDependencies",
        ["peer?"] = "peerDependencies",
        ["dev"] = "devDependencies",
    };

    private readonly Dictionary<string, HeadAnswer> _answers = [];

    public int Asked { get; private set; }

    public static async Task<TextUniverse> ParseAsync(string text)
    {
        var universe = new TextUniverse();
        var documents = new Dictionary<string, JsonObject>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            var words = (colon < 0 ? line.TrimEnd(':') : line[..colon]).Split(' ');
            if (words[1] is "pending" or "failed")
            {
                universe._answers[words[0]] =
                    words[1] == "pending" ? HeadAnswer.Pending : HeadAnswer.Failed("connection refused");
                continue;
            }
            if (!documents.TryGetValue(words[0], out var document))
                documents[words[0]] = document = new JsonObject
                {
                    ["name"] = words[0],
                    ["dist-tags"] = new JsonObject(),
                    ["versions"] = new JsonObject(),
                };
            if (words[1].Split('=') is [var tag, var tagged])
                document["dist-tags"]![tag] = tagged;
            else
                AddVersion(document, words[1], words.Contains("deprecated"), colon < 0 ? "" : line[(colon + 2)..]);
        }
        foreach (var (name, document) in documents)
            universe._answers[name] = HeadAnswer.Found(await ReadAsync(name, document));
        return universe;
    }

    public HeadAnswer Find(string packageName)
    {
        Asked++;
        return _answers.GetValueOrDefault(packageName, HeadAnswer.NotFound);
    }

    public VersionManifest this[string name, string version]
    {
        get
        {
            var head = _answers[name].Head!;
            return head[head.IndexOf(version)];
        }
    }

    public DependencySet Set(
        string name,
        string version,
        DependencyKinds kinds = DependencyKinds.Runtime,
        int? maxDepth = null
    ) => DependencySet.Build(this[name, version], kinds, maxDepth, this);

    public DependencyTree Tree(
        string name,
        string version,
        DependencyKinds kinds = DependencyKinds.Runtime,
        int? maxDepth = null
    ) => DependencyTree.Build(this[name, version], kinds, maxDepth, this);

    private static void AddVersion(JsonObject document, string version, bool isDeprecated, string dependencies)
    {
        var manifest = new JsonObject { ["name"] = document["name"]!.DeepClone(), ["version"] = version };
        if (isDeprecated)
            manifest["deprecated"] = "gone";
        foreach (var part in dependencies.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(' ', 2);
            var (map, spec) =
                words.Length == 2 && Maps.TryGetValue(words[0], out var named)
                    ? (named, words[1])
                    : ("dependencies", part);
            var at = spec.IndexOf('@', 1);
            (manifest[map] ??= new JsonObject())[spec[..at]] = spec[(at + 1)..];
            if (words[0] == "peer?")
                (manifest["peerDependenciesMeta"] ??= new JsonObject())[spec[..at]] = new JsonObject
                {
                    ["optional"] = true,
                };
        }
        document["versions"]![version] = manifest;
        document["dist-tags"]!["latest"] = version;
    }

    private static async Task<PackageHead> ReadAsync(string name, JsonObject document)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(document.ToJsonString()));
        return (await PackumentReader.ReadAsync(stream, name, full: false)).Head;
    }
}
