using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>Tells which names the graph has, in whatever state.</summary>
internal sealed class HeldNames(Neo4jDatabase database)
{
    public const string FindCypher = "UNWIND $names AS name MATCH (p:Package {name: name}) RETURN p.name";

    public async Task<IReadOnlyList<bool>> FindAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            FindCypher,
            new WrittenParameters(1, writer => writer.Entry("names", names)),
            (ref PackStreamReader fields) => fields.ReadString(),
            cancellationToken
        );
        var held = rows.ToHashSet(StringComparer.Ordinal);
        return [.. names.Select(held.Contains)];
    }
}
