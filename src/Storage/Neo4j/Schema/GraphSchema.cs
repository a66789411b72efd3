using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Schema;

/// <summary>
/// The schema by versions: <c>schema</c> of the (:Graph) node counts the migrations that a database has seen, and the node itself says that the
/// database is ours. A migration is never changed once released; the next one is added at the end. Several processes may migrate
/// at once: every statement may run twice, and what meets another's is run again.
/// </summary>
internal sealed class GraphSchema(Neo4jDatabase database, SchemaCreation creation)
{
    private const string VersionCypher = "MATCH (g:Graph {name: 'DepGraph'}) RETURN g.schema";
    private const string IsUsedCypher = "MATCH (n) RETURN labels(n) LIMIT 1";
    private const string CreateCypher = """
        MERGE (g:Graph {name: 'DepGraph'})
        ON CREATE SET g.schema = 0, g.lock = true, g.commit = [0, 0, 0, 0], g.changed = [],
          g.packages = 0, g.missing = 0, g.versions = 0, g.dependencies = 0
        MERGE (q:IngestionQueue {name: 'DepGraph'})
        ON CREATE SET q.lock = true
        """;
    private const string DoneCypher = """
        MATCH (g:Graph {name: 'DepGraph'})
        SET g.lock = true
        WITH g WHERE g.schema < $schema
        SET g.schema = $schema
        """;

    private static readonly string[][] Migrations =
    [
        InitialSchema.Statements,
        PositionSchema.Statements,
        SearchSchema.Statements,
        TarballSchema.Statements,
    ];

    /// <exception cref="StoreException">The database must not be used, or cannot be.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var version = await VersionAsync(cancellationToken);
        if (version is null && await IsUsedAsync(cancellationToken))
        {
            // The first process of several may just have made it ours.
            version = await VersionAsync(cancellationToken) ?? throw BelongsToAnother();
        }
        if (version > Migrations.Length)
            throw IsNewer(version.Value);
        for (var next = (int)(version ?? 0); next < Migrations.Length; next++)
        {
            await creation.RunAsync(Migrations[next], cancellationToken);
            await WriteAsync(CreateCypher, cancellationToken);
            await WriteAsync(DoneCypher, cancellationToken, next + 1);
        }
    }

    private async Task<long?> VersionAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            VersionCypher,
            parameters: null,
            (ref PackStreamReader fields) => fields.ReadInteger(),
            cancellationToken
        );
        return rows.Count == 0 ? null : rows[0];
    }

    private async Task<bool> IsUsedAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            IsUsedCypher,
            parameters: null,
            (ref PackStreamReader _) => true,
            cancellationToken
        );
        return rows.Count > 0;
    }

    private Task WriteAsync(string cypher, CancellationToken cancellationToken, long schema = 0) =>
        database.ConsumeAsync(
            cypher,
            new WrittenParameters(1, writer => writer.Entry("schema", schema)),
            SchemaCreation.LongestStep,
            cancellationToken
        );

    private StoreException BelongsToAnother() =>
        new(
            StoreFailure.Unusable,
            $"{database.Place} holds another program's nodes; set Store:Database to a database of its own, or empty this one."
        );

    private StoreException IsNewer(long version) =>
        new(
            StoreFailure.NewerVersion,
            $"{database.Place} has schema version {version}, written by a newer build; this one knows up to "
                + $"{Migrations.Length}. Run the newer build, or set Store:Database to another database."
        );
}
