namespace DepGraph.Storage;

/// <summary>Which jobs are leased first: the lower number. The numbers are stored.</summary>
public enum IngestionPriority
{
    /// <summary>An answer waits for it, or is stale without it.</summary>
    Awaited = 0,

    /// <summary>Somebody asked for it and follows it, if at all, by its id.</summary>
    Asked = 1,
}
