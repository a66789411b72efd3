using System.Text.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Npm.Tests.Packuments;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Resolution;

/// <summary>Sets of real and of made-up packages, held to the reference closure.</summary>
public sealed class ClosureOracleTests(ClosureOracleTests.RegistryFixture registry)
    : IClassFixture<ClosureOracleTests.RegistryFixture>
{
    private static readonly string[] RealSpecs =
    [
        "express@^4",
        "webpack@^5",
        "jest@^29",
        "next",
        "eslint",
        "chokidar@^3",
        "request",
    ];

    private static readonly string[] Synthetic =
    [
        "@syn/odd@1.0.0",
        "@syn/odd@1.1.0",
        "@syn/odd@1.2.0",
        "@syn/odd@1.3.0",
        "@syn/odd@1.4.0",
        "@syn/odd@1.5.0",
        "@syn/odd@1.7.0",
    ];

    [Fact]
    public Task Runtime_sets_of_real_packages_are_the_oracles() =>
        CompareAsync(RealSpecs, DependencyKinds.Runtime, null);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public Task Bounded_sets_are_the_oracles(int maxDepth) =>
        CompareAsync(["express@^4", "jest@^29"], DependencyKinds.Runtime, maxDepth);

    [Fact]
    public Task Bounded_sets_of_all_kinds_are_the_oracles() =>
        CompareAsync(["next", "webpack@^5"], DependencyKinds.All, 2);

    [Fact]
    public Task Sets_of_made_up_packages_are_the_oracles() =>
        CompareAsync([.. SyntheticSpecs(), .. Synthetic], DependencyKinds.All, null);

    private static IEnumerable<string> SyntheticSpecs() =>
        Directory
            .EnumerateFiles(Equipment.Require("npm/synthetic/packuments"))
            .Select(file => Uri.UnescapeDataString(Path.GetFileName(file)[..^".json.gz".Length]))
            .Where(name => !name.StartsWith("@syn/odd", StringComparison.Ordinal));

    private async Task CompareAsync(string[] specs, DependencyKinds kinds, int? maxDepth)
    {
        Equipment.Require("npm/closure.mjs");
        List<string> arguments = ["--registry", registry.Address, "--kinds", OracleKinds(kinds)];
        if (maxDepth is { } depth)
            arguments.AddRange(["--max-depth", $"{depth}"]);
        var (exitCode, output, error) = await NodeProcess.RunAsync(
            Equipment.Require("npm/closure.mjs"),
            [.. arguments, .. specs],
            TestContext.Current.CancellationToken
        );
        exitCode.ShouldBe(0, error);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(specs.Length);
        foreach (var line in lines)
            Compare(JsonDocument.Parse(line).RootElement, kinds, maxDepth);
    }

    private void Compare(JsonElement oracle, DependencyKinds kinds, int? maxDepth)
    {
        var spec = oracle.GetProperty("spec").GetString()!;
        var at = spec.LastIndexOf('@');
        var (name, range) = at > 0 ? (spec[..at], spec[(at + 1)..]) : (spec, "latest");
        var root = Resolver.Resolve(new Requirement(name, range, DependencyKind.Prod), registry);
        if (oracle.GetProperty("root").GetString() is not { } expectedRoot)
        {
            OracleState(root.State).ShouldBe(oracle.GetProperty("state").GetString(), spec);
            return;
        }
        root.Target!.ToString().ShouldBe(expectedRoot, spec);
        var set = DependencySet.Build(root.Target, kinds, maxDepth, registry);
        ShouldHoldTheSame(
            set.Entries.Select(entry => $"{entry.Version} {entry.Depth}"),
            oracle.GetProperty("entries").EnumerateArray().Select(entry => $"{entry[0]} {entry[1]}"),
            spec
        );
        ShouldHoldTheSame(
            set.Edges.Select(Describe),
            oracle.GetProperty("edges").EnumerateArray().Select(Describe),
            spec
        );
        set.TotalCount.ShouldBe(oracle.GetProperty("totalCount").GetInt32());
        set.MaxDepth.ShouldBe(oracle.GetProperty("maxDepth").GetInt32());
        set.IsComplete.ShouldBe(!oracle.GetProperty("incomplete").GetBoolean());
        TreeHoldsTheSet(set, kinds, maxDepth);
    }

    private void TreeHoldsTheSet(DependencySet set, DependencyKinds kinds, int? maxDepth)
    {
        var tree = DependencyTree.Build(set.Root, kinds, maxDepth, registry);
        ShouldHoldTheSame(
            tree.Nodes.Skip(1)
                .Select(node => node.Dependency!.Target)
                .Where(target => target != set.Root)
                .OfType<VersionManifest>()
                .Distinct()
                .Select(version => version.ToString()),
            set.Entries.Select(entry => entry.Version.ToString()),
            set.Root.ToString()
        );
        if (maxDepth is null)
            tree.TotalCount.ShouldBe(set.Edges.Count);
    }

    private static void ShouldHoldTheSame(IEnumerable<string> actual, IEnumerable<string> expected, string spec)
    {
        string[] left = [.. actual.Order(StringComparer.Ordinal)],
            right = [.. expected.Order(StringComparer.Ordinal)];
        left.Except(right).ShouldBeEmpty(spec);
        right.Except(left).ShouldBeEmpty(spec);
        left.Length.ShouldBe(right.Length, spec);
    }

    private static string Describe(DependencySetEdge edge) =>
        $"{edge.Source} {edge.Requirement.Name} {OracleKind(edge.Requirement.Kind)} {edge.Requirement.Range} "
        + (edge.Target?.ToString() ?? OracleState(edge.State));

    private static string Describe(JsonElement edge)
    {
        var range = edge[3].ValueKind == JsonValueKind.String ? edge[3].GetString() : edge[3].GetRawText();
        return $"{edge[0]} {edge[1]} {edge[2]} {(range == "null" ? "" : range)} {edge[4]}";
    }

    private static string OracleState(ResolutionState state) =>
        state switch
        {
            ResolutionState.PackageNotFound => "PACKAGE_NOT_FOUND",
            ResolutionState.NoMatchingVersion => "NO_MATCHING_VERSION",
            ResolutionState.UnsupportedSpec => "UNSUPPORTED_SPEC",
            _ => state.ToString(),
        };

    private static string OracleKind(DependencyKind kind) =>
        kind == DependencyKind.PeerOptional ? "PEER_OPTIONAL" : kind.ToString().ToUpperInvariant();

    private static string OracleKinds(DependencyKinds kinds) =>
        string.Join(',', Enum.GetValues<DependencyKind>().Where(kind => kinds.Includes(kind)).Select(OracleKind));

    /// <summary>The replay registry for the oracle, and its documents read from their files for our side.</summary>
    public sealed class RegistryFixture : IHeadSource, IAsyncLifetime
    {
        private readonly Dictionary<string, HeadAnswer> _answers = [];
        private ReplayRegistry? _registry;

        public string Address => _registry!.Address.ToString();

        public async ValueTask InitializeAsync() =>
            _registry = Equipment.IsPresent ? await ReplayRegistry.StartAsync() : null;

        public HeadAnswer Find(string packageName)
        {
            if (!_answers.TryGetValue(packageName, out var answer))
                _answers[packageName] = answer = Read(packageName);
            return answer;
        }

        public async ValueTask DisposeAsync()
        {
            if (_registry is not null)
                await _registry.DisposeAsync();
        }

        private static HeadAnswer Read(string name)
        {
            foreach (var folder in (string[])["packuments", "synthetic/packuments"])
            {
                var file = Path.Combine(Equipment.Require("npm"), folder, Uri.EscapeDataString(name) + ".json.gz");
                if (!File.Exists(file))
                    continue;
                using var stream = new MemoryStream(PackumentSamples.Unpack(file));
                return HeadAnswer.Found(
                    PackumentReader.ReadAsync(stream, name, full: false).AsTask().GetAwaiter().GetResult().Head
                );
            }
            return HeadAnswer.NotFound;
        }
    }
}
