using System.Text;
using System.Text.Json;
using DepGraph.EndToEnd.Cypher;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Scaled;

/// <summary>What a question costs on the wire between a service with nothing in memory and its Neo4j.</summary>
[Collection(nameof(AnalystsGraph))]
public sealed class OneRoundTripABatch(AnalystsGraph graph)
{
    private const int Asked = 20;

    private const string Batch = """
        query ($names: [String!]!) { packages(names: $names) { name latest { purl
          dependencies(kinds: [PROD, DEV, PEER, PEER_OPTIONAL, OPTIONAL]) { range kind package { name } } } } }
        """;

    [Fact]
    public async Task Twenty_packages_with_their_dependencies_are_one_query_to_Neo4j()
    {
        await using var relay = new BoltRelay(graph.Server.Uri);
        using var folder = new TemporaryFolder();
        using var closed = new ClosedPort();
        var settings = Settings
            .For(closed.Address, folder)
            .With("Store__Uri", relay.Address.ToString())
            .With("Store__Username", graph.Server.User)
            .With("Store__Password", graph.Server.Password)
            .With("Ingestion__Freshness", "3650d")
            .With("Ingestion__RefreshInterval", "0");
        var names = await NamesAsync();
        await using var program = await DepGraphProgram.StartAsync(settings);

        var data = await program.DataAsync(Batch, new { names });

        var packages = data.GetProperty("packages").EnumerateArray().ToArray();
        packages.Select(package => package.GetProperty("name").GetString()).ShouldBe(names);
        packages.ShouldAllBe(package => package.GetProperty("latest").ValueKind == JsonValueKind.Object);
        // The index of dependents reads page after page meanwhile, from one name on.
        var asking = relay
            .Messages.Select(message => names.Count(name => Names(message, name)))
            .Where(count => count > 1);
        asking.ShouldBe([Asked]);
    }

    /// <summary>Packages that the graph has with all that the question asks of them.</summary>
    private async Task<string[]> NamesAsync()
    {
        var (records, _, _) = await graph
            .Driver.ExecutableQuery(
                "MATCH (p:Package)-[:LATEST]->() WHERE p.fetchedAt IS NOT NULL RETURN p.name AS name ORDER BY name LIMIT $asked"
            )
            .WithParameters(new { asked = Asked })
            .ExecuteAsync();
        string[] names = [.. records.Select(record => record.Get<string>("name"))];
        names.Length.ShouldBe(Asked);
        return names;
    }

    /// <summary>Whether a message has the name as a text of its own.</summary>
    private static bool Names(byte[] message, string name)
    {
        var text = Encoding.UTF8.GetBytes(name);
        byte[] packed = text.Length < 16 ? [(byte)(0x80 + text.Length), .. text] : [0xD0, (byte)text.Length, .. text];
        return message.AsSpan().IndexOf(packed) >= 0;
    }
}
