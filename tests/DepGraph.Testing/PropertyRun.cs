using System.Globalization;
using FsCheck;
using Microsoft.FSharp.Core;

namespace DepGraph.Testing;

/// <summary>
/// How FsCheck goes about a property: from a seed that is always the same, so that what fails, fails again. <c>DEPGRAPH_FUZZ_SEED</c> begins
/// elsewhere, and <c>DEPGRAPH_FUZZ_COUNT</c> is how many cases there are, for a search that is started by hand.
/// </summary>
public static class PropertyRun
{
    private const int UsualSeed = 20_261_130;

    /// <summary>What samples are drawn with.</summary>
    public static Rnd Random => new(unchecked((ulong)(Setting("DEPGRAPH_FUZZ_SEED") ?? UsualSeed)));

    /// <param name="usualCount">How many cases without a search by hand.</param>
    public static Config Of(int usualCount) =>
        Config
            .QuickThrowOnFailure.WithMaxTest(Setting("DEPGRAPH_FUZZ_COUNT") ?? usualCount)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(Random, FSharpOption<int>.None)));

    /// <exception cref="FormatException">It is set to something else than a whole number.</exception>
    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"{name} is '{text}'. Set it to a whole number.");
}
