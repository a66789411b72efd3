namespace DepGraph.Storage.Sqlite;

/// <summary>
/// The row of table <c>graph</c>: the sequence and the counts. It is read and written within the transaction that changes
/// them; as there is one writer at a time, the sequence has no gaps and its order is the order of commits.
/// </summary>
internal sealed record GraphTotals
{
    private const string LoadSql = "SELECT sequence, packages, missing, versions, dependencies FROM graph";
    private const string SaveSql =
        "UPDATE graph SET sequence = ?, packages = ?, missing = ?, versions = ?, dependencies = ?";

    public long Sequence { get; private set; }

    public long Packages { get; private set; }

    public long Missing { get; private set; }

    public long Versions { get; private set; }

    public long Dependencies { get; private set; }

    public static GraphTotals Load(SqliteSession session)
    {
        using var row = session.Query(LoadSql);
        row.Step();
        return new GraphTotals
        {
            Sequence = row.Int64(0),
            Packages = row.Int64(1),
            Missing = row.Int64(2),
            Versions = row.Int64(3),
            Dependencies = row.Int64(4),
        };
    }

    public void Save(SqliteSession session) =>
        session.Query(SaveSql).Bind(Sequence).Bind(Packages).Bind(Missing).Bind(Versions).Bind(Dependencies).Run();

    public long NextSequence() => ++Sequence;

    /// <summary>Counts a package in, or out with <paramref name="sign"/> −1.</summary>
    public void Count(PackageState state, long versions, long dependencies, int sign)
    {
        Packages += state == PackageState.Known ? sign : 0;
        Missing += state == PackageState.Missing ? sign : 0;
        Versions += sign * versions;
        Dependencies += sign * dependencies;
    }
}
