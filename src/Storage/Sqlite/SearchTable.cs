using DepGraph.Npm.Packuments;
using DepGraph.Storage.Searching;

namespace DepGraph.Storage.Sqlite;

/// <summary>
/// Keeps tables <c>search</c> and <c>search_entry</c> as the transaction at hand leaves the packages: for the writer. How many dependents packages have
/// is added up and written once at the end, for a batch of heads has many dependencies on few packages.
/// </summary>
internal sealed class SearchTable(SqliteSession session)
{
    private const string FindSql = "SELECT dependents, row FROM search_entry WHERE package_id = ?";
    private const string CountSql = """
        INSERT INTO search_entry (package_id, dependents) VALUES (?, ?)
        ON CONFLICT (package_id) DO UPDATE SET dependents = dependents + excluded.dependents
        RETURNING dependents, row
        """;
    private const string SaveSql = "INSERT OR REPLACE INTO search_entry (package_id, dependents, row) VALUES (?, ?, ?)";
    private const string FindTermsSql = "SELECT terms FROM search WHERE rowid = ?";
    private const string AddSql = "INSERT INTO search (rowid, terms) VALUES (?, ?)";
    private const string DeleteSql = "DELETE FROM search WHERE rowid = ?";

    private readonly SortedDictionary<long, int> _dependents = [];

    /// <summary>To be called at the start of each transaction that counts dependents.</summary>
    public void Begin() => _dependents.Clear();

    /// <summary>Notes that a package has got dependents, or lost some.</summary>
    public void Count(long packageId, int difference) =>
        _dependents[packageId] = _dependents.GetValueOrDefault(packageId) + difference;

    /// <summary>Writes what was counted.</summary>
    public void SaveCounts()
    {
        foreach (var (packageId, difference) in _dependents)
        {
            if (difference != 0)
                Rank(packageId, AddDependents(packageId, difference));
        }
        _dependents.Clear();
    }

    /// <summary>Makes a package known to be found by its terms.</summary>
    public void Put(long packageId, string name, PackageDetails? details)
    {
        var entry = Find(packageId);
        var terms = SearchTerms.Of(name, details);
        if (entry.Row is { } row)
        {
            if (TermsOf(row) == terms)
                return;
            session.Query(DeleteSql).Bind(row).Run();
        }
        var added = SearchRow.Of(packageId, entry.Dependents);
        session.Query(AddSql).Bind(added).Bind(terms).Run();
        Save(packageId, entry.Dependents, added);
    }

    /// <summary>Makes a package not to be found any more.</summary>
    public void Remove(long packageId)
    {
        if (Find(packageId) is not { Row: { } row } entry)
            return;
        session.Query(DeleteSql).Bind(row).Run();
        Save(packageId, entry.Dependents, row: null);
    }

    /// <summary>Whether it can be found already.</summary>
    public bool Holds(long packageId) => Find(packageId).Row is not null;

    /// <summary>Sets what has been counted anew.</summary>
    public void SetDependents(long packageId, long dependents)
    {
        var entry = Find(packageId);
        if (entry.Dependents == dependents)
            return;
        Save(packageId, dependents, entry.Row);
        Rank(packageId, entry with { Dependents = dependents });
    }

    /// <summary>Moves a package that can be found to the row that its dependents give it.</summary>
    private void Rank(long packageId, Entry entry)
    {
        if (entry.Row is not { } former)
            return;
        var moved = SearchRow.Of(packageId, entry.Dependents);
        if (moved == former)
            return;
        var terms = TermsOf(former);
        session.Query(DeleteSql).Bind(former).Run();
        session.Query(AddSql).Bind(moved).Bind(terms).Run();
        Save(packageId, entry.Dependents, moved);
    }

    private Entry AddDependents(long packageId, int difference)
    {
        using var row = session.Query(CountSql).Bind(packageId).Bind(difference);
        row.Step();
        return ReadEntry(row);
    }

    private void Save(long packageId, long dependents, long? row) =>
        session.Query(SaveSql).Bind(packageId).Bind(dependents).Bind(row).Run();

    private string TermsOf(long row)
    {
        using var found = session.Query(FindTermsSql).Bind(row);
        return found.Step() ? found.Text(0) : "";
    }

    private Entry Find(long packageId)
    {
        using var row = session.Query(FindSql).Bind(packageId);
        return row.Step() ? ReadEntry(row) : default;
    }

    private static Entry ReadEntry(Query row) => new(row.Int64(0), row.IsNull(1) ? null : row.Int64(1));

    private readonly record struct Entry(long Dependents, long? Row);
}
