using DepGraph.Npm.Packuments;
using DepGraph.Storage.Searching;

namespace DepGraph.Storage.Sqlite;

/// <summary>Gets the packages into the index that an older build has stored, in the order of their ids.</summary>
internal sealed class SearchFill(SqliteReaders readers, SqliteWriter writer, SearchTable search, HeadReader heads)
    : ISearchFill
{
    private const string StateSql = "SELECT done, last FROM search_fill WHERE done < last";
    private const string PackagesSql = """
        SELECT p.id, p.name, p.state, d.content
        FROM package p LEFT JOIN details d ON d.package_id = p.id
        WHERE p.id > ? AND p.id <= ? ORDER BY p.id LIMIT ?
        """;
    private const string CountSql = "SELECT count(*) FROM latest_depends_on WHERE target_id = ?";
    private const string DoneSql = "UPDATE search_fill SET done = ?";

    /// <summary>Dependents after which a transaction takes no further package.</summary>
    private const int DependentsPerTransaction = 50_000;

    public async Task<bool> AdvanceAsync(int packages, CancellationToken cancellationToken)
    {
        var isFilled = await readers.RunAsync(0, (session, _) => IsFilled(session), cancellationToken);
        return !isFilled && await writer.RunAsync(session => Advance(session, packages), cancellationToken);
    }

    private static bool IsFilled(SqliteSession session)
    {
        using var state = session.Query(StateSql);
        return !state.Step();
    }

    /// <summary>Whether there is more to do.</summary>
    private bool Advance(SqliteSession session, int limit)
    {
        var (done, last) = ReadState(session);
        if (done >= last)
            return false;
        var packages = ReadPackages(session, done, last, limit);
        var counted = 0L;
        foreach (var package in packages)
        {
            var dependents = session.Query(CountSql).Bind(package.Id).Scalar() ?? 0;
            search.SetDependents(package.Id, dependents);
            if (package.IsKnown && !search.Holds(package.Id))
                search.Put(package.Id, package.Name, package.Details);
            done = package.Id;
            if ((counted += dependents) >= DependentsPerTransaction)
                break;
        }
        session.Query(DoneSql).Bind(packages.Count == 0 ? last : done).Run();
        return true;
    }

    private static (long Done, long Last) ReadState(SqliteSession session)
    {
        using var state = session.Query(StateSql);
        return state.Step() ? (state.Int64(0), state.Int64(1)) : default;
    }

    private List<Package> ReadPackages(SqliteSession session, long after, long last, int limit)
    {
        var packages = new List<Package>();
        using var rows = session.Query(PackagesSql).Bind(after).Bind(last).Bind(limit);
        while (rows.Step())
        {
            var name = rows.Text(1);
            var details = rows.IsNull(3) ? null : heads.Decode(name, rows.Bytes(3).ToArray(), DetailsCodec.Decode);
            packages.Add(new Package(rows.Int64(0), name, rows.Int32(2) == (int)PackageState.Known, details));
        }
        return packages;
    }

    private readonly record struct Package(long Id, string Name, bool IsKnown, PackageDetails? Details);
}
