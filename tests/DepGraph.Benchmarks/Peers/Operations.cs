using System.Text.Json;

namespace DepGraph.Benchmarks.Peers;

/// <summary>
/// The operations in our schema, with the same work and the same number of <c>range</c> keys as in the peers': trees of depth 3 over
/// production edges with purls and ranges, the latest versions of 20 packages with their direct dependencies, and the first 50 direct
/// dependents, of all versions, with their count: of the biggest hub, and of 20 packages with 40 to 60 depending packages.
/// </summary>
public static class Operations
{
    private const int Depth = 3;

    private const string Batch = """
        query Batch($names: [String!]!) { packages(names: $names) { name latest { purl
          dependencies(kinds: [PROD, DEV, PEER, PEER_OPTIONAL, OPTIONAL]) { range kind package { name } } } } }
        """;

    private const string Dependents = """
        query Dependents($name: String!) { package(name: $name) { name
          dependents(latestOnly: false, first: 50) { totalCount nodes { range kind version { purl } } } } }
        """;

    private const string Ordered = """
        query Ordered($name: String!) { package(name: $name) { name
          dependents(latestOnly: false, first: 50, order: [{ dependents: DESC }, { name: ASC }]) {
            totalCount nodes { range kind version { purl } } } } }
        """;

    private static readonly string Tree =
        $"query Tree($spec: String!) {{ packageVersion(spec: $spec) {{ purl{Level(Depth)} }} }}";

    /// <summary>Their names, which are those of the peers' files too.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["tree", "tree-one", "batch20", "dependents-hub", "dependents-mid"];

    /// <summary>As <c>dependents-hub</c>, those first that are depended upon most; no peer has it.</summary>
    public const string OrderedHub = "dependents-hub-ordered";

    /// <summary>Writes a file for each, one request body a line.</summary>
    public static async Task WriteAsync(string folder, JsonElement targets)
    {
        Directory.CreateDirectory(folder);
        var roots = targets
            .GetProperty("typicalRoots")
            .EnumerateArray()
            .Select(root => root.GetProperty("id"))
            .ToArray();
        await WriteAsync(folder, "tree", roots.Select(spec => Body(Tree, new { spec })));
        await WriteAsync(folder, "tree-one", [Body(Tree, new { spec = roots[0] })]);
        await WriteAsync(folder, "batch20", [Body(Batch, new { names = targets.GetProperty("batch") })]);
        await WriteAsync(folder, "dependents-hub", NamesOf(targets, "hubs").Take(1).Select(OfDependents));
        await WriteAsync(
            folder,
            OrderedHub,
            NamesOf(targets, "hubs").Take(1).Select(name => Body(Ordered, new { name }))
        );
        await WriteAsync(folder, "dependents-mid", NamesOf(targets, "mids").Select(OfDependents));
    }

    private static IEnumerable<JsonElement> NamesOf(JsonElement targets, string list) =>
        targets.GetProperty(list).EnumerateArray().Select(target => target.GetProperty("name"));

    private static string OfDependents(JsonElement name) => Body(Dependents, new { name });

    private static string Level(int depth) =>
        depth == 0 ? "" : $" dependencies(kinds: [PROD]) {{ range kind target {{ purl{Level(depth - 1)} }} }}";

    private static string Body(string query, object variables) => JsonSerializer.Serialize(new { query, variables });

    private static Task WriteAsync(string folder, string name, IEnumerable<string> bodies) =>
        File.WriteAllLinesAsync(Path.Combine(folder, $"{name}.ndjson"), bodies);
}
