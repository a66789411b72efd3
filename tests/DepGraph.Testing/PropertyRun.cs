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
    public static Rnd Random => RandomOf(FuzzRun.Setting("DEPGRAPH_FUZZ_SEED") ?? UsualSeed);

    /// <summary>The same for one of <see cref="FuzzRun.Seeds"/>.</summary>
    public static Rnd RandomOf(int seed) => new(unchecked((ulong)seed));

    /// <param name="usualCount">How many cases without a search by hand.</param>
    public static Config Of(int usualCount) =>
        Config
            .QuickThrowOnFailure.WithMaxTest(FuzzRun.Setting("DEPGRAPH_FUZZ_COUNT") ?? usualCount)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(Random, FSharpOption<int>.None)));
}
