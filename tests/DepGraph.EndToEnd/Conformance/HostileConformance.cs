using DepGraph.Testing;

namespace DepGraph.EndToEnd.Conformance;

/// <summary>Some hundred hostile requests, slow ones among them.</summary>
[Collection(nameof(Alone))]
public sealed class HostileConformance(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public async Task Hostile_requests_are_refused_while_others_are_answered_and_memory_stays_flat()
    {
        // How fast it is depends on what else the machine does: these limits only catch what never ends.
        var (exitCode, output) = await ConformanceScripts.RunAsync(
            "abuse.mjs",
            new Uri(place.Program.Address, "graphql"),
            "--pid",
            $"{place.Program.ProcessId}",
            "--limit-ms",
            "60000",
            "--p99-ms",
            "60000",
            "--slow-ms",
            "60000",
            "--rss-mb",
            "400"
        );

        exitCode.ShouldBe(0, output);
    }
}
