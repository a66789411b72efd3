using DepGraph.Npm.Packuments;

namespace DepGraph.Storage.Sqlite;

/// <summary>Finds packages whose relationships lag behind, and brings them up to date by transactions of bounded size.</summary>
internal sealed class ProjectionTable(PackageIds ids, HeadReader heads)
{
    /// <summary>Versions after which a round takes no further package.</summary>
    private const int VersionsPerRound = 1000;

    private const int PackagesPerRound = 100;

    private const string PendingSql = """
        SELECT p.id, p.name, p.revision, p.versions, h.content
        FROM package p LEFT JOIN head h ON h.package_id = p.id
        WHERE p.projected < p.revision AND p.revision > ? ORDER BY p.revision LIMIT ?
        """;
    private const string RevisionSql = "SELECT revision FROM package WHERE id = ? AND projected < revision";
    private const string DoneSql = "UPDATE package SET projected = ? WHERE id = ?";

    /// <summary>The packages that have waited longest of those above a revision; empty when there is none.</summary>
    public IReadOnlyList<PendingPackage> FindPending(SqliteSession session, long aboveRevision)
    {
        var pending = new List<PendingPackage>();
        var versions = 0L;
        using var rows = session.Query(PendingSql).Bind(aboveRevision).Bind(PackagesPerRound);
        while (versions < VersionsPerRound && rows.Step())
        {
            var name = rows.Text(1);
            var isHeld = !rows.IsNull(4);
            var head = isHeld ? heads.Decode(name, rows.Bytes(4).ToArray(), HeadCodec.Decode) : null;
            pending.Add(new PendingPackage(rows.Int64(0), name, rows.Int64(2), head, isHeld && head is null));
            versions += rows.Int64(3);
        }
        return pending;
    }

    /// <summary>
    /// Writes what is missing of <paramref name="packages"/> until about <paramref name="budget"/> rows are written. Gives how
    /// many of them, from the first, are done with; a package that has a newer head by now, or a damaged one, counts as done
    /// with.
    /// </summary>
    public int Advance(SqliteSession session, ReadOnlyMemory<PendingPackage> packages, int budget)
    {
        ids.Begin();
        var done = 0;
        while (done < packages.Length && budget > 0 && Advance(session, packages.Span[done], ref budget))
            done++;
        return done;
    }

    private bool Advance(SqliteSession session, PendingPackage package, ref int budget)
    {
        budget--;
        if (package.IsDamaged || session.Query(RevisionSql).Bind(package.Id).Scalar() != package.Revision)
            return true;
        if (package.Head is not { } head)
            PackageRelations.Delete(session, package.Id);
        else if (!Advance(PackageRelations.Load(session, ids, package.Id), head, ref budget))
            return false;
        session.Query(DoneSql).Bind(package.Revision).Bind(package.Id).Run();
        return true;
    }

    private static bool Advance(PackageRelations relations, PackageHead head, ref int budget)
    {
        relations.RemoveAbsentFrom(head);
        var index = 0;
        while (index < head.Count && relations.Written < budget)
            relations.Add(head[index++]);
        relations.Save();
        budget -= relations.Written;
        return index == head.Count;
    }
}
