using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;
using DepGraph.Storage.Neo4j.Heads;
using DepGraph.Storage.Searching;

namespace DepGraph.Storage.Neo4j.Search;

/// <summary>
/// Gets the packages into the index that an older build has stored, in the order of their names. <c>searchFill</c> of the (:Graph) node is the last one that is done; it is
/// absent when all are. Under the commit lock, so that what is read is still so when it is written.
/// </summary>
internal sealed class SearchFill(Neo4jDatabase database) : ISearchFill
{
    private const string HasMoreCypher = "MATCH (g:Graph) WHERE g.searchFill IS NOT NULL RETURN true";

    public const string ReadCypher = """
        MATCH (g:Graph)
        SET g.lock = true
        WITH g WHERE g.searchFill IS NOT NULL
        CALL (g) {
          MATCH (p:Package) WHERE p.name > g.searchFill
          WITH p ORDER BY p.name LIMIT $limit
          RETURN collect([p.name, p.state, p.description, p.keywords]) AS packages
        }
        UNWIND packages AS package
        RETURN package[0], package[1], package[2], package[3]
        """;

    public static readonly string WriteCypher = $$"""
        MATCH (g:Graph)
        SET g.searchFill = $done
        WITH g
        UNWIND $packages AS row
        MATCH (p:Package {name: row.name})
        WITH p, row.terms AS terms, {{SearchRankCypher.Dependents}} AS dependents
        SET p.searchTerms = terms, p.searchRank = {{SearchRankCypher.OfDependents}}
        """;

    public async Task<bool> AdvanceAsync(int packages, CancellationToken cancellationToken)
    {
        var more = await database.ReadAsync(
            HasMoreCypher,
            parameters: null,
            (ref PackStreamReader _) => true,
            cancellationToken
        );
        if (more.Count == 0)
            return false;
        return await database.TransactAsync(
            transaction => AdvanceAsync(transaction, packages),
            cancellationToken: cancellationToken
        );
    }

    private static async Task<bool> AdvanceAsync(IAsyncQueryRunner transaction, int limit)
    {
        var found = await (
            await transaction.RunAsync(
                ReadCypher,
                new WrittenParameters(1, writer => writer.Entry("limit", (long)limit))
            )
        ).ToListAsync(ReadRow);
        var known = found.Where(package => package.IsKnown).ToArray();
        var done = found.Count == 0 ? null : found[^1].Name;
        await (
            await transaction.RunAsync(WriteCypher, new WrittenParameters(2, writer => Write(writer, known, done)))
        ).ConsumeAsync();
        return done is not null;
    }

    private static void Write(PackStreamWriter writer, Package[] packages, string? done)
    {
        writer.Entry("done", done);
        writer.ListEntry("packages", packages.Length);
        foreach (var package in packages)
        {
            writer.WriteMapHeader(2);
            writer.Entry("name", package.Name);
            writer.Entry("terms", SearchTerms.Of(package.Name, package.Description, package.Keywords));
        }
    }

    private static Package ReadRow(ref PackStreamReader fields) =>
        new(
            fields.ReadString(),
            fields.ReadStringOrNull() == KindText.Of(PackageState.Known),
            fields.ReadStringOrNull(),
            fields.ReadTexts()
        );

    private readonly record struct Package(string Name, bool IsKnown, string? Description, string[] Keywords);
}
