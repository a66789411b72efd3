namespace DepGraph.Storage.Sqlite;

/// <summary>
/// The schema by versions: <c>user_version</c> counts the migrations that a file has seen, <c>application_id</c> says that
/// the file is ours. A migration is never changed once released; the next one is added at the end.
/// </summary>
internal static class Schema
{
    /// <summary>"DPGR".</summary>
    private const int ApplicationId = 0x44504752;

    private const string ReadApplicationSql = "PRAGMA application_id";
    private const string ReadVersionSql = "PRAGMA user_version";
    private const string CountTablesSql = "SELECT count(*) FROM sqlite_master";

    private static readonly string[] Migrations =
    [
        InitialSchema.Sql,
        IngestionIndexes.Sql,
        QueueSchema.Sql,
        PositionSchema.Sql,
        SearchSchema.Sql,
        TarballSchema.Sql,
    ];

    /// <summary>Throws for a file of another program or of a newer build; changes nothing.</summary>
    /// <exception cref="StoreException">The file must not be used.</exception>
    public static void Refuse(SqliteSession session, string path)
    {
        // From one snapshot: another process may be creating the file just now.
        session.BeginRead();
        var application = session.Query(ReadApplicationSql).Scalar();
        var version = session.Query(ReadVersionSql).Scalar();
        var tables = session.Query(CountTablesSql).Scalar();
        session.Commit();
        if (application != ApplicationId && tables > 0)
        {
            throw new StoreException(
                StoreFailure.Unusable,
                $"The database {path} belongs to another program; set Store:Uri to a file of its own."
            );
        }
        if (version > Migrations.Length)
        {
            throw new StoreException(
                StoreFailure.NewerVersion,
                $"The database {path} has schema version {version}, written by a newer build; this one knows up to "
                    + $"{Migrations.Length}. Run the newer build, or set Store:Uri to another file."
            );
        }
    }

    /// <summary>Applies the migrations that the file lacks, in one transaction; two processes may do so at once.</summary>
    public static void Migrate(SqliteSession session)
    {
        if (session.Query(ReadVersionSql).Scalar() == Migrations.Length)
            return;
        session.BeginWrite();
        try
        {
            var version = (int)session.Query(ReadVersionSql).Scalar()!.Value;
            foreach (var migration in Migrations.Skip(version))
                session.ExecuteOnce(migration);
            session.ExecuteOnce($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Migrations.Length}");
            session.Commit();
        }
        catch
        {
            session.Rollback();
            throw;
        }
    }
}
