using System.Globalization;

namespace DepGraph.Benchmarks.Service;

/// <summary>What a running process has used, from /proc (Linux only).</summary>
public static class ProcessUsage
{
    private const double TicksPerSecond = 100;

    /// <summary>User and system time so far; the kernel counts in ticks of 10 ms.</summary>
    public static TimeSpan Cpu(int processId)
    {
        var fields = File.ReadAllText($"/proc/{processId}/stat")
            .Split(')')[^1]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = Number(fields[11]) + Number(fields[12]);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>Resident memory in MiB.</summary>
    public static double ResidentMiB(int processId) => Status(processId, "VmRSS:");

    /// <summary>The highest resident memory so far, in MiB.</summary>
    public static double PeakMiB(int processId) => Status(processId, "VmHWM:");

    private static double Status(int processId, string name) =>
        Number(
            File.ReadLines($"/proc/{processId}/status")
                .First(line => line.StartsWith(name, StringComparison.Ordinal))
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]
        ) / 1024;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
