namespace DepGraph.Ingestion.Graph;

/// <summary>A dependency set or tree with its fate. Immutable and shared between operations.</summary>
/// <typeparam name="T"><c>DependencySet</c> or <c>DependencyTree</c>.</typeparam>
/// <param name="Value">What is known; unresolved edges carry their state.</param>
/// <param name="IsPending">Parts were still being fetched when the operation's time was over.</param>
/// <param name="IngestionId">The ingestion that goes on fetching them; null unless pending.</param>
public sealed record ClosureAnswer<T>(T Value, bool IsPending, string? IngestionId)
    where T : class
{
    /// <summary>How many of its versions have no known publish time; null unless it was asked for as of a date.</summary>
    public int? Undated { get; init; }

    /// <summary>Where what is made of it is kept; null: it is not kept.</summary>
    internal Closure? Closure { get; init; }
}
