using DepGraph.Npm.Packuments;

namespace DepGraph.Storage.Sqlite;

/// <summary>Finds packages whose relationships lag behind, and brings them up to date by transactions of bounded size.</summary>
internal sealed class ProjectionTable(PackageIds ids, HeadReader heads)
{
    private const string PendingSql = """
        SELECT p.id, p.name, p.revision, h.content
        FROM package p LEFT JOIN head h ON h.package_id = p.id
        WHERE p.projected < p.revision AND p.revision > ? ORDER BY p.revision LIMIT 1
        """;
    private const string RevisionSql = "SELECT revision FROM package WHERE id = ? AND projected < revision";
    private const string DoneSql = "UPDATE package SET projected = ? WHERE id = ?";

    /// <summary>The package that has waited longest of those above a revision; null when there is none.</summary>
    public PendingPackage? FindPending(SqliteSession session, long aboveRevision)
    {
        using var row = session.Query(PendingSql).Bind(aboveRevision);
        if (!row.Step())
            return null;
        var name = row.Text(1);
        var head = row.IsNull(3) ? null : heads.Decode(name, row.Bytes(3).ToArray(), HeadCodec.Decode);
        return new PendingPackage(row.Int64(0), name, row.Int64(2), head);
    }

    /// <summary>
    /// Writes what is missing of a package until about <paramref name="budget"/> rows are written. True when the package is
    /// done with, also because it has a newer head by now.
    /// </summary>
    public bool Advance(SqliteSession session, PendingPackage package, int budget)
    {
        ids.Begin();
        if (session.Query(RevisionSql).Bind(package.Id).Scalar() != package.Revision)
            return true;
        if (package.Head is not { } head)
            PackageRelations.Delete(session, package.Id);
        else if (!Advance(PackageRelations.Load(session, ids, package.Id), head, budget))
            return false;
        session.Query(DoneSql).Bind(package.Revision).Bind(package.Id).Run();
        return true;
    }

    private static bool Advance(PackageRelations relations, PackageHead head, int budget)
    {
        relations.RemoveAbsentFrom(head);
        var index = 0;
        while (index < head.Count && relations.Written < budget)
            relations.Add(head[index++]);
        relations.Save();
        return index == head.Count;
    }
}
