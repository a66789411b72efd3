using DepGraph.Npm.Packuments;

namespace DepGraph.Storage.Sqlite;

/// <summary>LATEST_DEPENDS_ON: what each package's latest version depends on, package to package.</summary>
internal static class LatestEdges
{
    private const string LoadSql = "SELECT target_id, kind, requirement FROM latest_depends_on WHERE source_id = ?";
    private const string AddSql =
        "INSERT OR IGNORE INTO latest_depends_on (target_id, kind, source_id, requirement) VALUES (?, ?, ?, ?)";
    private const string DeleteSql =
        "DELETE FROM latest_depends_on WHERE target_id = ? AND kind = ? AND source_id = ? AND requirement = ?";

    /// <summary>Makes the stored edges of a package those of <paramref name="latest"/>, writing only what differs.</summary>
    /// <param name="session">Within a transaction.</param>
    /// <param name="ids">Gives their targets rows.</param>
    /// <param name="relations">Gives their requirements ordinals; null when there is no latest version.</param>
    /// <param name="search">Counts the dependents that packages gain and lose.</param>
    /// <param name="sourceId">The package.</param>
    /// <param name="latest">Its latest version; null: it has none.</param>
    /// <param name="isNew">Whether it is known to have no edges yet.</param>
    public static void Replace(
        SqliteSession session,
        PackageIds ids,
        PackageRelations? relations,
        SearchTable search,
        long sourceId,
        VersionManifest? latest,
        bool isNew = false
    )
    {
        var obsolete = isNew ? [] : Load(session, sourceId);
        if (latest is not null && relations is not null)
        {
            foreach (var requirement in latest.Requirements)
            {
                if (requirement.PackageName is not { } target)
                    continue;
                var edge = new Edge(ids.Of(target), (int)requirement.Kind, relations.OrdinalOf(requirement));
                if (!obsolete.Remove(edge))
                    Execute(session, AddSql, sourceId, edge, search, +1);
            }
        }
        foreach (var edge in obsolete)
            Execute(session, DeleteSql, sourceId, edge, search, -1);
    }

    private static HashSet<Edge> Load(SqliteSession session, long sourceId)
    {
        var edges = new HashSet<Edge>();
        using var rows = session.Query(LoadSql).Bind(sourceId);
        while (rows.Step())
            edges.Add(new Edge(rows.Int64(0), rows.Int32(1), rows.Int32(2)));
        return edges;
    }

    /// <summary>Adds or deletes an edge, and counts it when that made a difference.</summary>
    private static void Execute(
        SqliteSession session,
        string sql,
        long sourceId,
        Edge edge,
        SearchTable search,
        int difference
    )
    {
        session.Query(sql).Bind(edge.TargetId).Bind(edge.Kind).Bind(sourceId).Bind(edge.Requirement).Run();
        search.Count(edge.TargetId, difference * session.Changes);
    }

    private readonly record struct Edge(long TargetId, int Kind, int Requirement);
}
