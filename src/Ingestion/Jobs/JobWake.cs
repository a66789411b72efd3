namespace DepGraph.Ingestion.Jobs;

/// <summary>Tells this process's runner of jobs that may be there to do, so that it need not wait for its next look.</summary>
internal sealed class JobWake : Signal;
