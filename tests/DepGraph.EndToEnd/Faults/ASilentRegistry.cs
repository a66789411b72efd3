using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Faults;

/// <summary>One package of a tree is never answered: it times out, the rest of the tree is whole, and it heals.</summary>
public sealed class ASilentRegistry(ASilentRegistry.Place place) : IClassFixture<ASilentRegistry.Place>
{
    public static TheoryData<string> Ways => [.. BrokenAnswer.Silent.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task It_times_out_alone_until_the_registry_answers(string way)
    {
        var tree = OneBadPackage.Publish(place, $"silent-{BrokenAnswer.Silent.Keys.ToList().IndexOf(way)}");
        await tree.KnowTheRestAsync();

        await tree.FailsAloneAndHealsAsync("REGISTRY_TIMED_OUT", BrokenAnswer.Silent[way]);
    }

    public sealed class Place : ScriptedWorkplace
    {
        protected override void Configure(Dictionary<string, string?> settings) =>
            settings
                .With("Registry__MaxRetries", "1")
                .With("Registry__RetryDelay", "00:00:00.001")
                .With("Registry__HeadersTimeout", "00:00:03")
                .With("Registry__StallTimeout", "00:00:03")
                .With("Ingestion__FailureFreshness", "100ms");
    }
}
