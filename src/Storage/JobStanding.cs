namespace DepGraph.Storage;

/// <summary>How it stands with a lease.</summary>
public enum JobStanding
{
    /// <summary>The worker still has the job.</summary>
    Held = 0,

    /// <summary>Somebody else has it by now, or it is gone: the work is no longer this worker's.</summary>
    Lost,

    /// <summary>It was cancelled: the work is to be stopped.</summary>
    Cancelled,
}
