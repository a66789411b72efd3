namespace DepGraph.Ingestion.Dependents.Paging;

/// <summary>The packages that a page of dependents may come from, in order, some at a time.</summary>
/// <param name="begun">The package that the page before ended in, which may have none left; null: it is the first page.</param>
internal abstract class DependentSources(string? begun)
{
    /// <summary>Whether there are packages that <see cref="Next"/> has not given yet.</summary>
    public abstract bool HasMore { get; }

    /// <summary>The package at hand, with how many dependents it gives.</summary>
    protected abstract (DependentSource Source, int Dependents) Current { get; }

    /// <summary>The next packages, as many as it takes to have so many dependents.</summary>
    public List<DependentSource> Next(int dependents)
    {
        var sources = new List<DependentSource>();
        for (var found = 0L; HasMore && found < dependents; Advance())
        {
            var (source, count) = Current;
            sources.Add(source);
            found += source.Name == begun ? 0 : count;
        }

        return sources;
    }

    protected abstract void Advance();
}
