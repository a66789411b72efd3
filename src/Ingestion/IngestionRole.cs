namespace DepGraph.Ingestion;

/// <summary>What a process does of ingestion.</summary>
internal enum IngestionRole
{
    /// <summary>Everything, for its own answers: <c>Ingestion:Mode</c> = <c>inline</c>.</summary>
    Inline,

    /// <summary>It answers, and has workers fetch: <c>Ingestion:Mode</c> = <c>queue</c>.</summary>
    Replica,

    /// <summary>It fetches what replicas and clients ask for, one of any number.</summary>
    Worker,

    /// <summary>It fetches what a registry's feed says has changed, and does nothing else.</summary>
    Follower,
}
