using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;

namespace DepGraph.GraphApi.Tests.Resolvers;

/// <summary>Roll-ups of real sets are what a count over the packuments' JSON says.</summary>
public sealed class CorpusRollUpTests(CorpusServer corpus) : IClassFixture<CorpusServer>
{
    private const string Query = """
        query ($spec: String!, $kinds: [DependencyKind!]!, $maxDepth: Int, $asOf: DateTime) {
          packageVersion(spec: $spec) { dependencySet(kinds: $kinds, maxDepth: $maxDepth, asOf: $asOf) {
            totalCount isComplete unpackedSize unsized
            licenses { license count }
            soleMaintainers { maintainer { name } packages { name } }
            deprecated { version { version package { name } } message
              path { length steps { name state target { version package { name } } } } }
            entries(first: 1000) { nodes { depth version { version package { name } } } }
            edges(first: 1000) { nodes { from to } } } } }
        """;

    [Theory]
    [InlineData("express@^4", "PROD,OPTIONAL", null, null)]
    [InlineData("jest@^29", "PROD,OPTIONAL", null, null)]
    [InlineData("jest@^29", "PROD,OPTIONAL", 2, null)]
    [InlineData("webpack@^5", "PROD,OPTIONAL", null, "2025-06-01T00:00:00Z")]
    [InlineData("express@4.17.1", "PROD,DEV,OPTIONAL", 2, null)]
    public async Task They_are_what_the_packuments_say(string spec, string kinds, int? maxDepth, string? asOf)
    {
        var set = (
            await corpus.Server.DataAsync(
                Query,
                new
                {
                    spec,
                    kinds = kinds.Split(','),
                    maxDepth,
                    asOf,
                }
            )
        ).At("packageVersion", "dependencySet");

        var members = await MembersAsync(set);
        members.Length.ShouldBe(set.At("totalCount").GetInt32());
        members.Length.ShouldBeGreaterThan(20);
        set.At("unpackedSize").GetInt64().ShouldBe(members.Sum(member => member.UnpackedSize ?? 0));
        set.At("unsized").GetInt32().ShouldBe(members.Count(member => member.UnpackedSize is null));
        set.At("licenses")
            .EnumerateArray()
            .Select(count => (count.Text("license"), count.At("count").GetInt32()))
            .ShouldBe(LicensesOf(members));
        set.At("soleMaintainers")
            .EnumerateArray()
            .Select(sole => $"{sole.Text("maintainer", "name")}: {string.Join(' ', sole.At("packages").Texts("name"))}")
            .ShouldBe(SoleMaintainersOf(members));
        set.At("deprecated")
            .EnumerateArray()
            .Select(deprecated => (Id(deprecated.At("version")), deprecated.Text("message")))
            .ShouldBe(
                members.Where(m => m.Deprecated is not null).Select(m => ($"{m.Name}@{m.Version}", m.Deprecated))
            );
        foreach (var deprecated in set.At("deprecated").EnumerateArray())
        {
            PathOf(deprecated).ShouldBe(ShortestIn(set, members, Id(deprecated.At("version"))));
        }
    }

    private static IEnumerable<(string? License, int Count)> LicensesOf(SetMember[] members) =>
        from member in members
        group member by member.License into same
        orderby same.Count() descending, same.Key is null
        select (same.Key, same.Count()) into counted
        group counted by (counted.Item2, counted.Key is null) into equal
        from counted in equal.OrderBy(counted => counted.Key, StringComparer.Ordinal)
        select counted;

    private static IEnumerable<string> SoleMaintainersOf(SetMember[] members) =>
        members
            .Select(member => member.Name)
            .Distinct()
            .Where(name => CorpusRegistry.MaintainersOf(name).Distinct().Count() == 1)
            .GroupBy(name => CorpusRegistry.MaintainersOf(name)[0])
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key}: {string.Join(' ', group.Order(StringComparer.Ordinal))}");

    /// <summary>Of all ways as short as the member's depth the one whose edges come first.</summary>
    private static string[] ShortestIn(JsonElement set, SetMember[] members, string id)
    {
        var edges = set.At("edges", "nodes").EnumerateArray().ToArray();
        var best = new Dictionary<int, int[]> { [0] = [] };
        for (var depth = 1; depth <= members[^1].Depth; depth++)
        {
            for (var i = 0; i < edges.Length; i++)
            {
                if (edges[i].At("to").ValueKind != JsonValueKind.Number)
                {
                    continue;
                }

                var (from, to) = (edges[i].At("from").GetInt32(), edges[i].At("to").GetInt32());
                if (to == 0 || members[to - 1].Depth != depth || DepthOf(from) != depth - 1)
                {
                    continue;
                }

                int[] way = [.. best[from], i];
                if (!best.TryGetValue(to, out var known) || way.AsSpan().SequenceCompareTo(known) < 0)
                {
                    best[to] = way;
                }
            }
        }

        var number = 1 + Array.FindIndex(members, member => $"{member.Name}@{member.Version}" == id);
        return
        [
            .. best[number]
                .Select(edge => members[edges[edge].At("to").GetInt32() - 1])
                .Select(member => $"{member.Name}@{member.Version}"),
        ];

        int DepthOf(int index) => index == 0 ? 0 : members[index - 1].Depth;
    }

    private static string[] PathOf(JsonElement deprecated)
    {
        var path = deprecated.At("path");
        var steps = path.At("steps").EnumerateArray().Select(step => Id(step.At("target"))).ToArray();
        path.At("length").GetInt32().ShouldBe(steps.Length);
        return steps;
    }

    private static async Task<SetMember[]> MembersAsync(JsonElement set)
    {
        var members = new List<SetMember>();
        foreach (var entry in set.At("entries", "nodes").EnumerateArray())
        {
            var version = entry.At("version");
            members.Add(
                await SetMember.ReadAsync(
                    version.Text("package", "name")!,
                    version.Text("version")!,
                    entry.At("depth").GetInt32()
                )
            );
        }

        return [.. members];
    }

    private static string Id(JsonElement version) => $"{version.Text("package", "name")}@{version.Text("version")}";
}
