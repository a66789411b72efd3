namespace DepGraph.Storage;

/// <summary>Where an ingestion stands. The numbers are stored.</summary>
public enum IngestionState
{
    /// <summary>Accepted, not started.</summary>
    Queued = 0,

    /// <summary>Fetching.</summary>
    Running = 1,

    /// <summary>Ended: everything below the spec is in the graph.</summary>
    Complete = 2,

    /// <summary>Ended: something below the spec could not be had.</summary>
    Partial = 3,

    /// <summary>Ended: the spec itself could not be had.</summary>
    Failed = 4,

    /// <summary>Ended by request.</summary>
    Cancelled = 5,
}
