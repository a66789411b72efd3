using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace DepGraph.Testing;

/// <summary>
/// The seeds that a fuzz test goes through: a few that are always the same, or those of a run started by hand.
/// <c>DEPGRAPH_FUZZ_SEED</c> is the first one, <c>DEPGRAPH_FUZZ_COUNT</c> how many follow; <c>DEPGRAPH_FUZZ_SECONDS</c> or
/// <c>DEPGRAPH_FUZZ_MINUTES</c> goes on for so long instead.
/// </summary>
public static class FuzzRun
{
    /// <param name="usualCount">How many without a run by hand: a second's worth of work.</param>
    public static IEnumerable<int> Seeds(int usualCount)
    {
        var first = Setting("DEPGRAPH_FUZZ_SEED") ?? 0;
        var seconds = Setting("DEPGRAPH_FUZZ_SECONDS") ?? 60.0 * Setting("DEPGRAPH_FUZZ_MINUTES");
        var count = seconds is null ? Setting("DEPGRAPH_FUZZ_COUNT") ?? usualCount : int.MaxValue;
        var clock = Stopwatch.StartNew();
        var done = 0;
        while (done < count && !(clock.Elapsed.TotalSeconds >= seconds))
        {
            yield return unchecked(first + done);
            done++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{done} cases from seed {first}");
    }

    /// <summary>A setting of a run by hand; null: it is not set.</summary>
    /// <exception cref="FormatException">It is set to something else than a whole number.</exception>
    internal static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"{name} is '{text}'. Set it to a whole number.");
}
