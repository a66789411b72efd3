using System.Globalization;
using System.Text.Json.Nodes;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Tests.Placement.Oracle;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Placement;

/// <summary>Draws random projects from the corpus; the same seed draws the same ones.</summary>
internal sealed class ManifestDraw(int seed, CorpusSource corpus, MadeUpPackages madeUp)
{
    private static readonly string[] Kinds =
    [
        "dependencies",
        "dependencies",
        "dependencies",
        "devDependencies",
        "devDependencies",
        "optionalDependencies",
        "peerDependencies",
    ];

    private static readonly string[][] Platforms =
    [
        ["linux", "x64", "musl"],
        ["linux", "arm64", "glibc"],
        ["darwin", "arm64", ""],
        ["win32", "x64", ""],
    ];

    private readonly Random _random = new(seed);
    private readonly string[] _names = [.. CorpusFiles.Names()];
    private readonly string[] _synthetic =
    [
        .. Directory
            .EnumerateFiles(Equipment.Require("npm/synthetic/packuments-full"))
            .Select(file => Uri.UnescapeDataString(Path.GetFileName(file)[..^".json.gz".Length]))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Draws the next one: mostly one that can be installed, for what it needs is in the corpus.</summary>
    /// <param name="id">Its number.</param>
    public async Task<DrawnManifest> NextAsync(int id)
    {
        for (; ; )
        {
            var drawn = await DrawAsync(id);
            var problems = (await InstallAsync(drawn.Root)).Problems;
            if (!problems.Any(problem => problem.Code is "E404" or "ETARGET") || Chance(10))
                return drawn;
        }
    }

    private async Task<DrawnManifest> DrawAsync(int id)
    {
        // Half of the projects live in a made-up world.
        var world = Chance(50) ? Pick(madeUp.Worlds) : null;
        var root = new JsonObject { ["name"] = $"drawn-{id}", ["version"] = "1.0.0" };
        var isSynthetic = world is null && Chance(30);
        var count = 1 + _random.Next(isSynthetic ? 7 : 5);
        for (var i = 0; i < count; i++)
        {
            var name =
                world is not null ? Pick(world)
                : isSynthetic && !Chance(10) ? Pick(_synthetic)
                : Pick(_names);
            var spec = world is null ? await SpecAsync(name) : MadeUpPackages.RangeFrom(_random);
            var (key, value) = Chance(5) ? ($"alias-{i}", $"npm:{name}@{spec}") : (name, spec);
            ((JsonObject)(root[Pick(Kinds)] ??= new JsonObject()))[key] = value;
            if (Chance(3))
                ((JsonObject)(root[Pick(Kinds)] ??= new JsonObject()))[key] = await SpecAsync(name);
        }
        if (root["peerDependencies"] is JsonObject peers && Chance(30))
            root["peerDependenciesMeta"] = new JsonObject
            {
                [peers.First().Key] = new JsonObject { ["optional"] = true },
            };
        if (Chance(20))
            await AddOverridesAsync(root);
        var options = Options();
        // The oracle is not to be trusted with what is skipped when a name stands in two maps: see OracleAnswer.
        if (Direct(root) is var direct && direct.Distinct().Count() < direct.Count)
            foreach (var option in (string[])["omit", "os", "cpu", "libc"])
                options.Remove(option);
        return new DrawnManifest(id, root, options);
    }

    private JsonObject Options()
    {
        var options = new JsonObject();
        foreach (
            var (flag, percent) in ((string, int)[])
                [
                    ("legacy-peer-deps", 8),
                    ("strict-peer-deps", 8),
                    ("force", 5),
                    ("prefer-dedupe", 8),
                    ("engine-strict", 3),
                ]
        )
            if (Chance(percent))
                options[flag] = true;
        if (Chance(15))
            options["omit"] = new JsonArray([
                .. ((string[])["dev", "optional", "peer"])
                    .Where(_ => Chance(50))
                    .Select(each => JsonValue.Create(each)),
            ]);
        if (Chance(15))
        {
            var platform = Pick(Platforms);
            (options["os"], options["cpu"]) = (platform[0], platform[1]);
            if (platform[2].Length > 0)
                options["libc"] = platform[2];
        }
        if (Chance(8))
            options["before"] = new DateTimeOffset(2024, 1, 15, 0, 0, 0, TimeSpan.Zero)
                .AddDays(_random.Next(1200))
                .ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return options;
    }

    private async Task<string> SpecAsync(string name)
    {
        if (await HeadAsync(name) is not { Count: > 0 } head)
            return "*";
        // Recent versions more often: what these need is in the corpus more often.
        var latest = head.LatestVersion?.Index ?? head.Count - 1;
        var index =
            Chance(50) ? latest
            : Chance(60) ? Math.Max(0, head.Count - 1 - _random.Next(8))
            : _random.Next(head.Count);
        var version = head[index].Version;
        var parts = version.Split('.');
        return _random.Next(14) switch
        {
            0 => "*",
            1 => "latest",
            2 => version,
            3 => $"~{version}",
            4 => $">={version}",
            5 => parts[0],
            6 => $"{parts[0]}.x || ^{head[_random.Next(head.Count)].Version}",
            7 => head.DistTags.Count > 0 ? head.DistTags[_random.Next(head.DistTags.Count)].Tag : "latest",
            8 => $"<={version}",
            _ => $"^{version}",
        };
    }

    private async Task AddOverridesAsync(JsonObject root)
    {
        var plain = await InstallAsync(root);
        var names = plain.Packages.Select(package => package.Name).Distinct().ToList();
        if (names.Count == 0)
            return;
        var overrides = new JsonObject();
        for (var i = 1 + _random.Next(3); i > 0; i--)
        {
            var name = names[_random.Next(names.Count)];
            var key = Chance(25) ? $"{name}@{await SpecAsync(name)}" : name;
            var direct = Direct(root);
            var value = _random.Next(8) switch
            {
                0 when direct.Count > 0 => JsonValue.Create($"${Pick([.. direct])}"),
                1 => JsonValue.Create(""),
                2 or 3 => (JsonNode)await NestedAsync(names),
                _ => JsonValue.Create(await SpecAsync(name)),
            };
            overrides[key] = value;
        }
        root["overrides"] = overrides;
    }

    private async Task<JsonObject> NestedAsync(List<string> names)
    {
        var nested = new JsonObject();
        if (Chance(25))
            nested["."] = await SpecAsync(names[_random.Next(names.Count)]);
        var name = names[_random.Next(names.Count)];
        nested[name] = Chance(20)
            ? new JsonObject { [names[_random.Next(names.Count)]] = await SpecAsync(name) }
            : JsonValue.Create(await SpecAsync(name));
        return nested;
    }

    private static List<string> Direct(JsonObject root) =>
        [
            .. root.Where(member => member.Key.EndsWith("ependencies", StringComparison.Ordinal))
                .SelectMany(member => ((JsonObject)member.Value!).Select(each => each.Key)),
        ];

    private async Task<Installation> InstallAsync(JsonObject root) =>
        ProjectManifest.TryParse(
            System.Text.Encoding.UTF8.GetBytes(root.ToJsonString()),
            out var manifest,
            out var error
        )
            ? await Installation.BuildAsync(manifest, new InstallOptions(), corpus)
            : throw new InvalidOperationException(error);

    private async Task<PackageHead?> HeadAsync(string name) => (await corpus.Ask([name])[0]).Packument?.Head;

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
