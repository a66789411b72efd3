using DepGraph.Ingestion.Tests.Dependents;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Storage;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Refresh;

public sealed class HousekeepingTests
{
    private readonly ManualTime time = new();
    private readonly MemoryStore store;

    public HousekeepingTests() => store = new(time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_that_every_process_has_heard_of_long_ago_are_forgotten()
    {
        await GainAsync("1.1.0");
        time.Advance(TimeSpan.FromMinutes(90));
        await GainAsync("1.2.0");

        await using var service = await Service.StartAsync(new ScriptedRegistry(), store, time);

        await Service.Eventually(() => Gained().Length == 1);
        Gained().ShouldBe(["1.2.0"]);
    }

    [Fact]
    public async Task Leases_of_documents_that_ended_are_forgotten_and_those_that_last_are_kept()
    {
        var (ended, lasting) = (
            new PackageDocument("ended", IsFull: false),
            new PackageDocument("lasting", IsFull: false)
        );
        await store.ClaimDocumentsAsync([ended], "dead", TimeSpan.FromSeconds(30), Cancel);
        await store.ClaimDocumentsAsync([lasting], "alive", TimeSpan.FromDays(1), Cancel);
        time.Advance(TimeSpan.FromMinutes(1));

        await using var service = await Service.StartAsync(new ScriptedRegistry(), store, time);

        await Service.Eventually(() => !store.Leased.Contains(ended));
        store.Leased.ShouldContain(lasting);
        (await store.ReadDocumentStatesAsync([lasting], Cancel))[0].Holder.ShouldBe("alive");
    }

    private string[] Gained() =>
        [.. store.ReadGainsAsync(0, 10, Cancel).GetAwaiter().GetResult().SelectMany(gain => gain.Versions)];

    private async Task GainAsync(string version)
    {
        string[] lines = [.. new[] { "1.0.0", "1.1.0", "1.2.0" }.TakeWhile(line => line != version), version];
        if (lines.Length == 2)
        {
            await store.CommitAsync([Declared.Write(Declared.Head("a", "1.0.0"))], Cancel);
        }

        await store.CommitAsync([Declared.Write(Declared.Head("a", lines), time.GetUtcNow())], Cancel);
    }
}
