using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;
using DepGraph.Storage.Querying;

namespace DepGraph.Ingestion.Search;

/// <summary>Finds packages in the store, page by page. Asks no registry, and has nothing revalidated.</summary>
/// <param name="store">Where they are found.</param>
public sealed class PackageSearches(IPackageSearch store)
{
    /// <summary>How many of the best matches a list has.</summary>
    public const int Most = 1_000;

    /// <summary>A page of what is found.</summary>
    /// <param name="session">Whose view of the graph it is.</param>
    /// <param name="query">Which page.</param>
    /// <returns>Null: the list that the query's place belongs to is not kept any more, or is one of another text.</returns>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public async ValueTask<SearchPage?> GetAsync(GraphSession session, SearchQuery query)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(query);
        var found = query.After is { } after
            ? session.FindByRevision<FoundPackages>(after.Revision)
            : new FoundPackages(
                query.Text.Text,
                await session.WaitForAsync(store.SearchPackagesAsync(query.Text, Most).AsTask())
            );
        if (found is null || found.Text != query.Text.Text)
        {
            return null;
        }

        var packages = new List<PackageHead>(Math.Min(query.First, 64));
        var indexes = new List<int>(packages.Capacity);
        var meant = IndexesOf(found, query);
        var next = query.After is { } place ? meant.FindIndex(index => index > place.Index) : 0;
        next = next < 0 ? meant.Count : next;
        while (next < meant.Count && packages.Count < query.First)
        {
            var batch = meant.GetRange(next, Math.Min(query.First - packages.Count, meant.Count - next));
            var heads = await session.FindHeadsAsync(batch.ConvertAll(index => found.Hits[index].Name));
            for (var i = 0; i < heads.Length; i++)
            {
                // One that has vanished since it was found is left out.
                if (heads[i] is { } head)
                {
                    packages.Add(head);
                    indexes.Add(batch[i]);
                }
            }

            next += batch.Count;
        }

        var hasNext = next < meant.Count;
        if (hasNext && packages.Count > 0 && query.GivesCursors)
        {
            session.KeepForCursors(found.Revision, found, found.Bytes);
        }

        return new SearchPage(packages, found.Revision, indexes, meant.Count, found.IsComplete, hasNext);
    }

    private static List<int> IndexesOf(FoundPackages found, SearchQuery query)
    {
        var indexes = new List<int>(found.Hits.Count);
        for (var i = 0; i < found.Hits.Count; i++)
        {
            if (query.Filter.IsEverything || query.Filter.Matches(found.Hits[i]))
            {
                indexes.Add(i);
            }
        }

        return indexes;
    }
}
