namespace DepGraph.Ingestion.Graph;

/// <summary>Where a closure came from, for the metrics.</summary>
internal enum ClosureSource
{
    /// <summary>It was kept.</summary>
    Memory,

    /// <summary>All its heads were in memory.</summary>
    Heads,

    /// <summary>Some heads were waited for.</summary>
    Waited,

    /// <summary>Some heads did not come in time.</summary>
    Partial,
}
