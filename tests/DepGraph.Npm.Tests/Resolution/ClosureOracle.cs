using System.Text.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Resolution;

/// <summary>The reference closure, which npm's own libraries compute over a replay registry.</summary>
public sealed class ClosureOracle : IAsyncLifetime
{
    private ReplayRegistry? _registry;

    public async ValueTask InitializeAsync() =>
        _registry = Equipment.IsPresent ? await ReplayRegistry.StartAsync() : null;

    public async ValueTask DisposeAsync()
    {
        if (_registry is not null)
            await _registry.DisposeAsync();
    }

    /// <summary>Holds our sets of some specs to the oracle's.</summary>
    /// <param name="specs">Each a package name, or one with a version, tag or range.</param>
    /// <param name="kinds">The kinds that are followed.</param>
    /// <param name="maxDepth">How many levels; null: all.</param>
    /// <param name="asOf">Only versions published until then; null: all.</param>
    public async Task CompareAsync(
        string[] specs,
        DependencyKinds kinds,
        int? maxDepth = null,
        DateTimeOffset? asOf = null
    )
    {
        var heads = new CorpusHeads(asOf);
        foreach (var answer in await AskAsync(specs, kinds, maxDepth, asOf))
            Compare(answer, kinds, maxDepth, heads);
    }

    /// <summary>What the oracle says of each spec; the parameters are those of <see cref="CompareAsync"/>.</summary>
    public async Task<JsonElement[]> AskAsync(
        string[] specs,
        DependencyKinds kinds,
        int? maxDepth = null,
        DateTimeOffset? asOf = null
    )
    {
        var script = Equipment.Require("npm/closure.mjs");
        List<string> arguments = ["--registry", _registry!.Address.ToString(), "--kinds", OracleKinds(kinds)];
        if (maxDepth is { } depth)
            arguments.AddRange(["--max-depth", $"{depth}"]);
        if (asOf is { } date)
        {
            arguments.InsertRange(0, [script, $"{date:O}"]);
            script = Path.Combine(AppContext.BaseDirectory, "Resolution", "closure-as-of.mjs");
        }
        var (exitCode, output, error) = await NodeProcess.RunAsync(
            script,
            [.. arguments, .. specs],
            TestContext.Current.CancellationToken
        );
        exitCode.ShouldBe(0, error);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(specs.Length);
        return [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static void Compare(JsonElement oracle, DependencyKinds kinds, int? maxDepth, CorpusHeads heads)
    {
        var spec = oracle.GetProperty("spec").GetString()!;
        var at = spec.LastIndexOf('@');
        var (name, range) = at > 0 ? (spec[..at], spec[(at + 1)..]) : (spec, "latest");
        var root = Resolver.Resolve(new Requirement(name, range, DependencyKind.Prod), heads);
        if (oracle.GetProperty("root").GetString() is not { } expectedRoot)
        {
            OracleState(root.State).ShouldBe(oracle.GetProperty("state").GetString(), spec);
            return;
        }
        root.Target!.ToString().ShouldBe(expectedRoot, spec);
        var set = DependencySet.Build(root.Target, kinds, maxDepth, heads);
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
        TreeHoldsTheSet(set, kinds, maxDepth, heads);
    }

    private static void TreeHoldsTheSet(DependencySet set, DependencyKinds kinds, int? maxDepth, CorpusHeads heads)
    {
        var tree = DependencyTree.Build(set.Root, kinds, maxDepth, heads);
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
}
