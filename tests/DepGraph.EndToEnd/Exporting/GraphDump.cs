using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using DepGraph.Bolt;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Exporting;

/// <summary>
/// All of a database as lines of text: every node with its labels, every relationship with the names of its ends, each with all its properties and
/// their types. Left out is what tells of single commits (which packages the newest one was of, which versions were gained when), of work, and what is
/// derived for the search behind a service's start.
/// </summary>
internal static class GraphDump
{
    private const string NodesCypher = """
        MATCH (n) WHERE NOT n:VersionGain|IngestionJob|DocumentLease
        RETURN labels(n) AS labels, properties(n) AS properties
        """;
    private const string RelationshipsCypher = """
        MATCH (a)-[r]->(b)
        RETURN labels(a)[0] + ' ' + coalesce(a.purl, a.name, a.type) AS start, type(r) AS type,
          labels(b)[0] + ' ' + coalesce(b.purl, b.name, b.type) AS end, properties(r) AS properties
        """;
    private const string OfSearch = "search";
    private static readonly string[] OfSingleCommits = ["commit", "changed"];

    /// <summary>The lines in the order of their text.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(Neo4jServer server)
    {
        await using var driver = GraphDatabase.Driver(server.Uri, AuthTokens.Basic(server.User, server.Password));
        var nodes = await driver.ExecutableQuery(NodesCypher).ExecuteAsync();
        var relationships = await driver.ExecutableQuery(RelationshipsCypher).ExecuteAsync();
        string[] lines =
        [
            .. nodes.Result.Select(row => $"({Text(row["labels"])} {Properties(row["properties"])})"),
            .. relationships.Result.Select(row =>
                $"({row["start"]})-[:{row["type"]} {Properties(row["properties"])}]->({row["end"]})"
            ),
        ];
        Array.Sort(lines, StringComparer.Ordinal);
        return lines;
    }

    /// <summary>The sequence number that the newest commit took.</summary>
    public static async Task<long> LastSequenceAsync(Neo4jServer server)
    {
        await using var driver = GraphDatabase.Driver(server.Uri, AuthTokens.Basic(server.User, server.Password));
        var found = await driver.ExecutableQuery("MATCH (g:Graph) RETURN g.commit[1] AS last").ExecuteAsync();
        return (long)found.Result[0]["last"]!;
    }

    private static string Properties(object? map) =>
        string.Join(
            ", ",
            ((IReadOnlyDictionary<string, object?>)map!)
                .Where(property =>
                    !OfSingleCommits.Contains(property.Key)
                    && !property.Key.StartsWith(OfSearch, StringComparison.Ordinal)
                )
                .OrderBy(property => property.Key, StringComparer.Ordinal)
                .Select(property => $"{property.Key}: {Text(property.Value)}")
        );

    private static string Text(object? value) =>
        value switch
        {
            byte[] bytes => $"bytes {Convert.ToHexStringLower(SHA256.HashData(bytes))}",
            string text => $"'{text}'",
            IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
            _ => $"{value?.GetType().Name} {Convert.ToString(value, CultureInfo.InvariantCulture)}",
        };
}
