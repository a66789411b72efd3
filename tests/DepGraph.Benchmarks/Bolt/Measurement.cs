namespace DepGraph.Benchmarks.Bolt;

/// <summary>What one run of a workload took.</summary>
/// <param name="Rate">Operations per second.</param>
/// <param name="CpuMicroseconds">The client's CPU time for one operation.</param>
public readonly record struct Measurement(double Rate, double CpuMicroseconds)
{
    /// <param name="operations">How many.</param>
    /// <param name="elapsed">In how much time.</param>
    /// <param name="cpu">And CPU time.</param>
    public static Measurement Of(double operations, TimeSpan elapsed, TimeSpan cpu) =>
        new(operations / elapsed.TotalSeconds, cpu.TotalMicroseconds / operations);
}
