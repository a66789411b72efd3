using DepGraph.Storage;

namespace DepGraph.Ingestion.Jobs;

/// <summary>Questions about states.</summary>
internal static class IngestionStates
{
    /// <summary>It has ended, in whatever way.</summary>
    public static bool IsFinal(this IngestionState state) =>
        state is not (IngestionState.Queued or IngestionState.Running);
}
