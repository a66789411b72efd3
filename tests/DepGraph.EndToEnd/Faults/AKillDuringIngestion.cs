using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Faults;

/// <summary>The process dies in the middle of its work, again and again, always on the same database.</summary>
public sealed class AKillDuringIngestion
{
    private const int Kills = 3;
    private const int LinksAKill = 40;
    private static readonly string[] Specs = ["express@^4", "webpack@^5", "@syn/chain-0"];

    [Fact]
    public async Task The_database_opens_and_nothing_half_written_is_served_as_complete()
    {
        using var folder = new TemporaryFolder();
        await using var registry = await ReplayRegistry.StartAsync("--latency", "30");
        await using var front = await ScriptedRegistry.StartAsync();
        front.OnOthers(Forwarding.To(registry.Address));
        var expected = new Dictionary<string, SetAnswer>();
        foreach (var spec in Specs)
        {
            expected[spec] = await SetAnswer.ReferenceAsync(registry.Address, spec);
        }

        var settings = Settings.For(front.Address, folder);
        long stored = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            // The chain of 150 packages goes on a little with each start, and is never done before the kill.
            using var hold = front.Hold($"@syn/chain-{LinksAKill * (kill + 1)}");
            await using var program = await DepGraphProgram.StartAsync(settings);
            var questions = Specs.Select(spec => SetAnswer.AskAsync(program, spec)).ToArray();
            stored = await StoredAsync(program, atLeast: stored + 1);
            await program.KillAsync();
            await Task.WhenAll(questions).ContinueWith(_ => { }, TaskScheduler.Default);
            var whole = await CountWholeAsync(folder, expected);
            whole.ShouldBeLessThan(Specs.Length, "the kill came too late to interrupt anything");
        }

        await using var last = await DepGraphProgram.StartAsync(settings);
        foreach (var spec in Specs)
        {
            (await SetAnswer.AskAsync(last, spec))!.ShouldEqual(expected[spec]);
        }
    }

    /// <summary>
    /// Without a registry only what was stored can answer: each part of it must be true, and what calls itself complete must be.
    /// </summary>
    /// <returns>How many sets are complete.</returns>
    private static async Task<int> CountWholeAsync(TemporaryFolder folder, Dictionary<string, SetAnswer> expected)
    {
        using var gone = new ClosedPort();
        await using var program = await DepGraphProgram.StartAsync(
            Settings.For(gone.Address, folder).With("Registry__MaxRetries", "0").With("Ingestion__RefreshInterval", "0")
        );
        var count = 0;
        foreach (var (spec, whole) in expected)
        {
            var root = await program.AskAsync(
                "query ($spec: String!) { packageVersion(spec: $spec) { version } }",
                new { spec }
            );
            if (root.TryGetProperty("errors", out _))
            {
                // It was not stored, and the registry is not there to ask.
                continue;
            }

            var left = (await SetAnswer.AskAsync(program, spec))!;
            if (left.IsComplete)
            {
                left.ShouldEqual(whole);
                count++;
            }
            else
            {
                left.Problems.ShouldNotBeEmpty();
                Names(left).ShouldBeSubsetOf(Names(whole));
            }
        }

        return count;
    }

    private static async Task<long> StoredAsync(DepGraphProgram program, long atLeast)
    {
        var data = await Eventually.BecomesAsync(
            () => program.DataAsync("{ graphStats { packages } }"),
            data => data.GetProperty("graphStats").GetProperty("packages").GetInt64() >= atLeast,
            $"{atLeast} packages are stored"
        );
        return data.GetProperty("graphStats").GetProperty("packages").GetInt64();
    }

    /// <summary>Depths may differ while a shorter way is missing.</summary>
    private static string[] Names(SetAnswer set) => [.. set.Entries.Select(entry => entry.Split(' ')[0])];
}
