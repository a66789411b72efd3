using System.Text;
using DepGraph.Ingestion.Dependents.Index;

namespace DepGraph.Ingestion.Dependents;

/// <summary>The packages that a page of dependents may come from, by name, some at a time.</summary>
internal sealed class DependentSources
{
    private readonly DependentsState state;
    private readonly string? begun;
    private SourceReader reader;

    public DependentSources(DependentsState state, DependentsQuery query)
    {
        var list = state.Of(query.Package);
        var filter = new EdgeFilter(query.Kinds, query.LatestOnly);
        (this.state, begun) = (state, query.After?.Package);
        Count = list.Count(filter);
        reader = query.After is { } place
            ? new SourceReader(list, filter, Encoding.UTF8.GetBytes(place.Package), state.Names)
            : new SourceReader(list, filter);
        HasMore = reader.MoveNext();
    }

    /// <summary>How many dependents there are in all.</summary>
    public long Count { get; }

    /// <summary>Whether there are packages that <see cref="Next"/> has not given yet.</summary>
    public bool HasMore { get; private set; }

    /// <summary>
    /// The next packages, as many as it takes to have so many dependents. The one that an earlier page ended in may have none left.
    /// </summary>
    public List<string> Next(int dependents)
    {
        var names = new List<string>();
        for (var found = 0L; HasMore && found < dependents; HasMore = reader.MoveNext())
        {
            var name = state.Names.TextOf(reader.Current);
            names.Add(name);
            found += name == begun ? 0 : reader.Dependents;
        }

        return names;
    }
}
