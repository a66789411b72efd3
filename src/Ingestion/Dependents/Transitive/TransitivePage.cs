using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Dependents.Transitive;

/// <summary>
/// Pages of transitive dependents: one for each package, with the dependency that leads a step nearer. A package whose head has moved on
/// since the search, so that nothing leads there any more, is left out.
/// </summary>
internal sealed class TransitivePage(TransitiveCache cache)
{
    /// <returns>Null: what the query's place belongs to is not kept any more.</returns>
    public async ValueTask<DependentPage?> ReadAsync(
        GraphSession session,
        TransitiveQuery query,
        Index.DependentsState state,
        bool isCurrent
    )
    {
        var key = new TransitiveKey(query.Package, query.Kinds, query.Depth);
        var found = query.After is { } after
            ? session.FindByRevision<TransitiveDependents>(after.Revision)
            : await session.WaitForAsync(cache.GetAsync(key, state, isCurrent));
        if (found is null || found.Key != key)
        {
            return null;
        }

        var rows = new List<Dependent>(Math.Min(query.First, 64));
        var indexes = new List<int>(rows.Capacity);
        var next = query.After is { } place ? Math.Min(place.Index, found.Count - 1) + 1 : 0;
        while (next < found.Count && rows.Count < query.First)
        {
            var names = new string[Math.Min(query.First - rows.Count, found.Count - next)];
            for (var i = 0; i < names.Length; i++)
            {
                names[i] = found.NameAt(next + i);
            }

            foreach (var head in await session.FindHeadsAsync(names))
            {
                var depth = found.DepthAt(next++);
                if (head?.LatestVersion is { } version && LeadOf(version, depth, found) is { } lead)
                {
                    rows.Add(new Dependent(version, lead, depth));
                    indexes.Add(next - 1);
                }
            }
        }

        var hasNext = next < found.Count;
        if (hasNext && rows.Count > 0)
        {
            session.KeepForCursors(found.Revision, found, found.Bytes);
        }

        return new DependentPage(rows, found.Count, found.IsExact, hasNext)
        {
            Revision = found.Revision,
            Indexes = indexes,
        };
    }

    /// <summary>The dependency that leads a step nearer; of several the first by kind, then by declared name.</summary>
    private static Requirement? LeadOf(VersionManifest version, int depth, TransitiveDependents found)
    {
        Requirement? lead = null;
        foreach (var requirement in version.RequirementsOf(found.Key.Kinds))
        {
            if (
                (lead is null || IsBefore(requirement, lead))
                && requirement.PackageName is { } package
                && found.IsAt(package, depth - 1)
            )
            {
                lead = requirement;
            }
        }

        return lead;
    }

    private static bool IsBefore(Requirement one, Requirement other) =>
        one.Kind != other.Kind ? one.Kind < other.Kind : string.CompareOrdinal(one.Name, other.Name) < 0;
}
