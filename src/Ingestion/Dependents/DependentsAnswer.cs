namespace DepGraph.Ingestion.Dependents;

/// <summary>What the graph says about the dependents of a package.</summary>
public sealed class DependentsAnswer
{
    /// <summary>The index is still being built. Retryable.</summary>
    public const string BuildingCode = "DEPENDENTS_INDEX_BUILDING";

    /// <summary>The graph has outgrown <see cref="IngestionOptions.DependentsIndexBytes"/>.</summary>
    public const string TooLargeCode = "DEPENDENTS_INDEX_TOO_LARGE";

    /// <summary>The order that the query's place belongs to is not kept any more.</summary>
    public const string ExpiredCode = "CURSOR_EXPIRED";

    private static readonly TimeSpan BuildingPause = TimeSpan.FromSeconds(2);

    private DependentsAnswer() { }

    /// <summary>The page; null when it is not to be had.</summary>
    public DependentPage? Page { get; private init; }

    /// <summary>Why there is no page, for a client; null with one.</summary>
    public string? Code { get; private init; }

    /// <summary>The same in a sentence; null with a page.</summary>
    public string? Message { get; private init; }

    /// <summary>When asking again makes sense; null: not before somebody mends something.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <param name="page">Null: its order is not kept any more.</param>
    internal static DependentsAnswer Of(DependentPage? page) =>
        page is not null
            ? new() { Page = page }
            : new()
            {
                Code = ExpiredCode,
                Message = "The order of this list was made anew since; start from its first page.",
            };

    internal static DependentsAnswer Building(int packagesRead) =>
        new()
        {
            Code = BuildingCode,
            Message = $"The index of dependents is being built; {packagesRead} packages have been read so far.",
            RetryAfter = BuildingPause,
        };

    internal static DependentsAnswer TooLarge(string message) => new() { Code = TooLargeCode, Message = message };
}
