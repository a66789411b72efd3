using DepGraph.Npm.Packuments;

namespace DepGraph.Storage.Sqlite;

/// <summary>Finds packages whose relationships lag behind, and brings them up to date by transactions of bounded size.</summary>
internal sealed class ProjectionTable(PackageIds ids, HeadReader heads)
{
    /// <summary>Versions decoded for one round; packages beyond wait for the next.</summary>
    private const int VersionsPerRound = 500;

    private const int PackagesPerRound = 64;

    private const string PendingSql = """
        SELECT p.id, p.name, p.revision, p.versions, h.content
        FROM package p LEFT JOIN head h ON h.package_id = p.id
        WHERE p.projected < p.revision ORDER BY p.revision LIMIT ?
        """;
    private const string RevisionSql = "SELECT revision FROM package WHERE id = ? AND projected < revision";
    private const string DoneSql = "UPDATE package SET projected = ? WHERE id = ?";

    /// <summary>The packages that have waited longest, with their heads; empty when all is projected.</summary>
    public IReadOnlyList<PendingPackage> FindPending(SqliteSession session)
    {
        var pending = new List<PendingPackage>();
        var versions = 0L;
        using var rows = session.Query(PendingSql).Bind(PackagesPerRound);
        while (versions < VersionsPerRound && rows.Step())
        {
            var head = rows.IsNull(4) ? null : heads.Decode(rows.Text(1), rows.Bytes(4).ToArray(), HeadCodec.Decode);
            pending.Add(new PendingPackage(rows.Int64(0), rows.Int64(2), head));
            versions += rows.Int64(3);
        }
        return pending;
    }

    /// <summary>Writes what is missing of <paramref name="pending"/> until about <paramref name="budget"/> rows are written.</summary>
    /// <returns>How many packages from the start of the list are done with.</returns>
    public int Advance(SqliteSession session, IReadOnlyList<PendingPackage> pending, int from, int budget)
    {
        ids.Begin();
        var done = from;
        while (done < pending.Count && budget > 0)
        {
            var package = pending[done];
            if (session.Query(RevisionSql).Bind(package.Id).Scalar() == package.Revision)
            {
                if (!Advance(session, package, ref budget))
                    break;
                session.Query(DoneSql).Bind(package.Revision).Bind(package.Id).Run();
            }
            budget--;
            done++;
        }
        return done;
    }

    private bool Advance(SqliteSession session, PendingPackage package, ref int budget)
    {
        if (package.Head is not { } head)
        {
            PackageRelations.Delete(session, package.Id);
            return true;
        }
        var relations = PackageRelations.Load(session, ids, package.Id);
        relations.RemoveAbsentFrom(head);
        var index = 0;
        while (index < head.Count && relations.Written < budget)
            relations.Add(head[index++]);
        relations.Save();
        budget -= relations.Written;
        return index == head.Count;
    }
}
