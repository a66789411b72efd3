namespace DepGraph.Storage.Sqlite;

/// <summary>
/// Row ids by package name for the writer, made as needed. Remembered across transactions until one is rolled back, another
/// process has written, or there are too many.
/// </summary>
internal sealed class PackageIds(SqliteSession session)
{
    private const int MaximumRemembered = 1 << 16;
    private const string FindSql = "SELECT id FROM package WHERE name = ?";
    private const string AddSql = "INSERT INTO package (name) VALUES (?)";
    private const string DataVersionSql = "PRAGMA data_version";

    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    private long? _dataVersion;
    private int _rollbacks;

    /// <summary>To be called at the start of each transaction.</summary>
    public void Begin()
    {
        var dataVersion = session.Query(DataVersionSql).Scalar();
        if (dataVersion != _dataVersion || session.Rollbacks != _rollbacks || _ids.Count > MaximumRemembered)
            _ids.Clear();
        _dataVersion = dataVersion;
        _rollbacks = session.Rollbacks;
    }

    public void Forget() => _ids.Clear();

    public long Of(string name)
    {
        if (_ids.TryGetValue(name, out var id))
            return id;
        if (session.Query(FindSql).Bind(name).Scalar() is { } stored)
            id = stored;
        else
        {
            session.Query(AddSql).Bind(name).Run();
            id = session.LastRowId;
        }
        _ids.Add(name, id);
        return id;
    }
}
