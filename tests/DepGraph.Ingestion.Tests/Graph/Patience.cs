namespace DepGraph.Ingestion.Tests.Graph;

/// <summary>
/// For tests on the machine's own clock: no operation ends for want of time, however slow the machine. Tests of the wait move a
/// clock of their own.
/// </summary>
internal static class Patience
{
    public static void Unlimited(IngestionOptions options) => options.WaitSeconds = options.MaxWaitSeconds = 3_600;
}
