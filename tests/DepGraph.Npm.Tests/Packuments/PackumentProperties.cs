using System.Text;
using System.Text.Json.Nodes;
using DepGraph.Npm.Packuments;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Npm.Tests.Packuments;

public sealed class PackumentProperties
{
    private static readonly string[] Keys =
    [
        "name",
        "dist-tags",
        "versions",
        "time",
        "modified",
        "1.0.0",
        "2.0.0-a",
        "x",
        "dependencies",
        "optionalDependencies",
        "devDependencies",
        "peerDependencies",
        "peerDependenciesMeta",
        "bundleDependencies",
        "deprecated",
        "engines",
        "os",
        "dist",
        "integrity",
        "tarball",
        "unpackedSize",
        "scripts",
        "license",
        "maintainers",
        "keywords",
        "repository",
        "optional",
        "latest",
        "b",
        "7",
        "__proto__",
    ];

    private static readonly Gen<JsonNode?> Values = Gen.Sized(size => Value(Math.Min(size, 40)));

    [Fact]
    public void A_head_survives_its_codec() =>
        Check(
            Packuments(),
            json =>
            {
                var packument = Read(json, full: true);
                var head = HeadCodec.Decode("a", HeadCodec.Encode(packument.Head).ToArray());
                var details = DetailsCodec.Decode("a", DetailsCodec.Encode(packument.Details!).ToArray());
                return PackumentSamples.Describe(head) == PackumentSamples.Describe(packument.Head)
                    && details.ContentHash == packument.Details!.ContentHash;
            }
        );

    [Fact]
    public void What_is_written_reads_as_what_was_read() =>
        Check(
            Packuments(),
            json =>
            {
                var packument = Read(json, full: true);
                var (head, details) = PackumentSamples.Rewrite(packument);
                var (abbreviated, none) = PackumentSamples.Rewrite(packument with { Details = null });
                return head.ContentHash == packument.Head.ContentHash
                    && details!.ContentHash == packument.Details!.ContentHash
                    && abbreviated.ContentHash == packument.Head.ContentHash
                    && none is null;
            }
        );

    [Fact]
    public void Uses_are_what_counting_version_by_version_gives() =>
        Check(
            Packuments(),
            json =>
            {
                var head = Read(json, full: false).Head;
                var latest = head.LatestVersion?.Requirements ?? [];
                var counted = Enumerable
                    .Range(0, head.Count)
                    .SelectMany(index => head[index].Requirements)
                    .GroupBy(requirement => requirement, ReferenceEqualityComparer.Instance)
                    .Select(group =>
                        (TextOf(group.First()), Count: group.Count(), latest.Any(declared => declared == group.Key))
                    );
                return head.CountUses()
                    .Select(use => (TextOf(use.Requirement), use.Versions, use.IsOfLatest))
                    .Order()
                    .SequenceEqual(counted.Order());
            }
        );

    [Fact]
    public void Reading_is_blind_to_white_space_and_to_what_it_does_not_need() =>
        Check(
            Packuments(),
            json =>
            {
                var indented = JsonNode.Parse(json)!.ToJsonString(new() { WriteIndented = true });
                var padded = string.Concat("""{"unneeded":{"a":[1,{}]},"readme":"x",""", json.AsSpan(1));
                var hash = Read(json, full: false).Head.ContentHash;
                return Read(indented, full: false).Head.ContentHash == hash
                    && Read(padded, full: false).Head.ContentHash == hash;
            }
        );

    [Fact]
    public void Whatever_the_bytes_are_the_reader_throws_only_its_own_exceptions() =>
        Check(
            from json in Packuments()
            from position in Gen.Choose(0, Math.Max(0, Encoding.UTF8.GetByteCount(json) - 1))
            from value in Gen.Choose(0, 255)
            from cut in Gen.Elements(true, false, false)
            select (json, position, value, cut),
            mutation =>
            {
                var bytes = Encoding.UTF8.GetBytes(mutation.json);
                bytes[mutation.position] = (byte)mutation.value;
                using var stream = new MemoryStream(mutation.cut ? bytes[..mutation.position] : bytes);
                try
                {
                    var packument = PackumentReader
                        .ReadAsync(stream, "a", full: true)
                        .AsTask()
                        .GetAwaiter()
                        .GetResult();
                    PackumentSamples.Describe(packument.Head);
                    return packument.Details!.Keywords.Count >= 0;
                }
                catch (PackumentFormatException)
                {
                    return true;
                }
            }
        );

    private static string TextOf(Requirement requirement) => $"{requirement.Kind} {requirement}";

    private static Packument Read(string json, bool full)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return PackumentReader.ReadAsync(stream, "a", full).AsTask().GetAwaiter().GetResult();
    }

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) =>
        Prop.ForAll(cases.ToArbitrary(), holds).Check(PropertyRun.Of(300));

    private static Gen<string> Packuments() =>
        from versions in Values.Select(value => Manifest(value)).ListOf()
        from tags in Values
        from extra in Values
        select new JsonObject
        {
            ["name"] = "a",
            ["dist-tags"] = tags?.DeepClone(),
            ["versions"] = new JsonObject(
                versions.Select((version, i) => KeyValuePair.Create($"1.{i * 7 % 5}.{i}", version?.DeepClone()))
            ),
            ["time"] = extra?.DeepClone(),
            ["maintainers"] = extra?.DeepClone(),
        }.ToJsonString();

    private static JsonNode? Manifest(JsonNode? value) =>
        value is JsonObject manifest && manifest.Count < 3
            ? new JsonObject
            {
                ["dependencies"] = value.DeepClone(),
                ["peerDependencies"] = value.DeepClone(),
                ["peerDependenciesMeta"] = value.DeepClone(),
                ["dist"] = value.DeepClone(),
            }
            : value;

    private static Gen<JsonNode?> Value(int size)
    {
        var leaf = Gen.OneOf(
            Gen.Elements("", "^1.0.0", "1.0.0", "npm:c@2", "é\u0000😀", "sha512-x", "2020-01-01").Select(Text),
            Gen.Choose(-5, 5000).Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Elements(true, false).Select(flag => (JsonNode?)JsonValue.Create(flag)),
            Gen.Constant((JsonNode?)null)
        );
        if (size < 2)
            return leaf;
        var inner = Value(size / 3);
        var items = Gen.Choose(0, 4).SelectMany(count => inner.ListOf(count));
        return Gen.OneOf(
            leaf,
            items.Select(list => (JsonNode?)new JsonArray(list.Select(item => item?.DeepClone()).ToArray())),
            items.SelectMany(list => Gen.Elements(Keys).ListOf(list.Count).Select(keys => Object(keys, list)))
        );
    }

    private static JsonNode? Text(string text) => JsonValue.Create(text);

    private static JsonNode? Object(IEnumerable<string> keys, IEnumerable<JsonNode?> values)
    {
        var made = new JsonObject();
        foreach (var (key, value) in keys.Zip(values))
            made[key] = value?.DeepClone();
        return made;
    }
}
