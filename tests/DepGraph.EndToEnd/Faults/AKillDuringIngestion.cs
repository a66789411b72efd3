using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Faults;

/// <summary>The process dies in the middle of its work, again and again, always on the same database.</summary>
public sealed class AKillDuringIngestion
{
    private const int Kills = 4;
    private static readonly string[] Specs = ["express@^4", "webpack@^5", "jest@^29", "@syn/chain-0"];

    [Fact]
    public async Task The_database_opens_and_nothing_half_written_is_served_as_complete()
    {
        using var folder = new TemporaryFolder();
        await using var registry = await ReplayRegistry.StartAsync("--latency", "5");
        var expected = new Dictionary<string, SetAnswer>();
        foreach (var spec in Specs)
        {
            expected[spec] = await SetAnswer.ReferenceAsync(registry.Address, spec);
        }

        var settings = Settings.For(registry.Address, folder);
        long stored = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var program = await DepGraphProgram.StartAsync(settings);
            var questions = Specs.Select(spec => SetAnswer.AskAsync(program, spec)).ToArray();
            stored = await StoredAsync(program, atLeast: stored + 1);
            await program.KillAsync();
            await Task.WhenAll(questions).ContinueWith(_ => { }, TaskScheduler.Default);
            await CheckWhatIsLeftAsync(folder, expected);
        }

        await using var whole = await DepGraphProgram.StartAsync(settings);
        foreach (var spec in Specs)
        {
            (await SetAnswer.AskAsync(whole, spec))!.ShouldEqual(expected[spec]);
        }
    }

    /// <summary>Without a registry only what was stored can answer; each part of it must be true, and a whole must be whole.</summary>
    private static async Task CheckWhatIsLeftAsync(TemporaryFolder folder, Dictionary<string, SetAnswer> expected)
    {
        await using var program = await DepGraphProgram.StartAsync(
            Settings
                .For(new Uri($"http://127.0.0.1:{FreePort.Find()}/"), folder)
                .With("Registry__MaxRetries", "0")
                .With("Ingestion__RefreshInterval", "0")
        );
        foreach (var (spec, whole) in expected)
        {
            if (
                await program.AskAsync(
                    "query ($spec: String!) { packageVersion(spec: $spec) { version } }",
                    new { spec }
                )
                    is var answer
                && answer.TryGetProperty("errors", out _)
            )
            {
                continue;
            }

            var left = (await SetAnswer.AskAsync(program, spec))!;
            if (left.IsComplete)
            {
                left.ShouldEqual(whole);
            }
            else
            {
                left.Problems.ShouldNotBeEmpty();
                Names(left).ShouldBeSubsetOf(Names(whole));
            }
        }
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
