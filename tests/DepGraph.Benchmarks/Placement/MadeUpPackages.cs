using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace DepGraph.Benchmarks.Placement;

/// <summary>
/// Small worlds of packages that need each other in every way, peers above all: what random projects of real packages hardly ever show.
/// The same seed makes the same ones.
/// </summary>
internal sealed class MadeUpPackages
{
    private const string Letters = "abcdefgh";

    private static readonly string[] Versions = ["1.0.0", "1.1.0", "2.0.0", "2.1.0", "3.0.0-beta.1"];

    private static readonly string[] Ranges =
    [
        "^1.0.0",
        "^1.0.0",
        "^1.1.0",
        "^2.0.0",
        "^2.0.0",
        "*",
        ">=1",
        "1 || 2",
        "<2",
        "1.0.0",
        "2.1.0",
        "latest",
        ">=3.0.0-0",
        "9",
    ];

    private static readonly (string Map, int Weight)[] Maps =
    [
        ("dependencies", 8),
        ("peerDependencies", 8),
        ("optionalDependencies", 2),
        ("devDependencies", 1),
    ];

    private readonly Random _random;

    public MadeUpPackages(int seed, int worlds)
    {
        _random = new Random(seed);
        for (var world = 0; world < worlds; world++)
            Worlds.Add(Make(world));
    }

    /// <summary>The names of each world's packages.</summary>
    public List<string[]> Worlds { get; } = [];

    /// <summary>The full documents by name.</summary>
    public Dictionary<string, JsonObject> Documents { get; } = [];

    /// <summary>A range that some dependent might ask for.</summary>
    public static string RangeFrom(Random random) => Ranges[random.Next(Ranges.Length)];

    private string[] Make(int world)
    {
        string[] names =
        [
            .. Letters.Take(3 + _random.Next(Letters.Length - 2)).Select(letter => $"@w{world}/{letter}"),
        ];
        foreach (var name in names)
            Documents.Add(name, Document(name, names));
        return names;
    }

    private JsonObject Document(string name, string[] names)
    {
        var versions = new JsonObject();
        var times = new JsonObject { ["created"] = Time(0), ["modified"] = Time(99) };
        var chosen = Versions.Where((_, i) => i == 0 || _random.Next(100) < 55).ToList();
        foreach (var version in chosen)
        {
            versions[version] = Manifest(name, version, names);
            times[version] = Time(_random.Next(40));
        }
        var latest =
            _random.Next(100) < 70 ? chosen.Last(each => !each.Contains('-')) : chosen[_random.Next(chosen.Count)];
        return new JsonObject
        {
            ["_id"] = name,
            ["name"] = name,
            ["dist-tags"] = new JsonObject { ["latest"] = latest, ["next"] = chosen[^1] },
            ["versions"] = versions,
            ["time"] = times,
        };
    }

    private JsonObject Manifest(string name, string version, string[] names)
    {
        var id = $"{name}@{version}";
        var manifest = new JsonObject
        {
            ["name"] = name,
            ["version"] = version,
            ["license"] = "MIT",
            ["dist"] = new JsonObject
            {
                ["tarball"] = $"http://replay.invalid/{name}/-/{name[(name.IndexOf('/') + 1)..]}-{version}.tgz",
                ["integrity"] = $"sha512-{Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes(id)))}",
            },
        };
        for (var i = _random.Next(4); i > 0; i--)
            AddRequirement(manifest, names);
        if (Chance(6))
            manifest["deprecated"] = "made up";
        if (Chance(4))
            manifest["engines"] = new JsonObject { ["node"] = Chance(50) ? ">=99" : ">=10" };
        if (Chance(4))
            manifest["os"] = new JsonArray(Chance(50) ? "darwin" : "!win32");
        if (Chance(3))
            manifest["acceptDependencies"] = new JsonObject
            {
                [names[_random.Next(names.Length)]] = RangeFrom(_random),
            };
        return manifest;
    }

    private void AddRequirement(JsonObject manifest, string[] names)
    {
        var name = names[_random.Next(names.Length)];
        var range = RangeFrom(_random);
        var (key, value) = Chance(4) ? ($"x{_random.Next(3)}", $"npm:{name}@{range}") : (name, range);
        var map = PickMap();
        ((JsonObject)(manifest[map] ??= new JsonObject()))[key] = value;
        if (map == "peerDependencies" && Chance(25))
            ((JsonObject)(manifest["peerDependenciesMeta"] ??= new JsonObject()))[key] = new JsonObject
            {
                ["optional"] = true,
            };
    }

    private string PickMap()
    {
        var at = _random.Next(Maps.Sum(each => each.Weight));
        foreach (var (map, weight) in Maps)
            if ((at -= weight) < 0)
                return map;
        return Maps[0].Map;
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private static string Time(int month) =>
        new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)
            .AddMonths(month)
            .ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
