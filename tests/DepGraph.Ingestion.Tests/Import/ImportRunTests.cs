using DepGraph.Ingestion.Import;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Storage;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Import;

public sealed class ImportRunTests : IDisposable
{
    private const int Packages = 5_000;

    private readonly TemporaryFolder folder = new();
    private readonly MemoryStore store = new();
    private readonly StringWriter results = new();
    private readonly StringWriter messages = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_run_that_was_ended_goes_on_behind_what_is_stored_and_tells_of_all()
    {
        var file = Write("nonsense");
        await FailInSecondBatchAsync(file);
        store.Names.Count.ShouldBe(2_000);
        store.Commits.Clear();

        var broken = await RunAsync(file);

        broken.ShouldBe(1);
        store.Names.Count.ShouldBe(Packages);
        store.Commits.SelectMany(batch => batch).Count().ShouldBe(Packages - 2_000);
        messages.ToString().ShouldContain("Going on behind line 2,001");
        results.ToString().ShouldContain("5,000 packages in ");
        results
            .ToString()
            .ShouldContain("5,000 new or changed, 0 unchanged, 0 older than what is stored; 1 broken lines");
    }

    [Fact]
    public async Task One_that_came_to_its_end_begins_anew()
    {
        var file = Write();
        await RunAsync(file);
        store.Commits.Clear();

        await RunAsync(file);

        store.Commits.SelectMany(batch => batch).Count().ShouldBe(Packages);
        messages.ToString().ShouldNotContain("Going on");
        results.ToString().ShouldContain("0 new or changed, 5,000 unchanged");
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public async Task From_the_start_another_time_or_another_file_begin_with_the_first_line(
        bool fromStart,
        bool isOfAnotherTime,
        bool isChanged
    )
    {
        var file = Write();
        await FailInSecondBatchAsync(file);
        store.Commits.Clear();
        if (isChanged)
        {
            File.AppendAllText(file, "\n");
        }

        await RunAsync(file, fromStart, isOfAnotherTime ? DateTimeOffset.UnixEpoch : null);

        store.Commits.SelectMany(batch => batch).Count().ShouldBe(Packages);
        messages.ToString().ShouldNotContain("Going on");
    }

    [Fact]
    public async Task What_stands_in_the_way_of_a_position_stops_the_import()
    {
        var file = Write();
        store.PositionFailure = new StoreException(StoreFailure.Unavailable, "No more room.");

        await Should.ThrowAsync<StoreException>(() => RunAsync(file));

        store.PositionFailure = null;
        await RunAsync(file);
        store.Names.Count.ShouldBe(Packages);
    }

    private async Task FailInSecondBatchAsync(string file)
    {
        store.IsPoison = name => name == "p2000";
        await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(file));
        store.IsPoison = _ => false;
        messages.GetStringBuilder().Clear();
    }

    private async Task<long> RunAsync(string file, bool fromStart = false, DateTimeOffset? asOf = null)
    {
        using var source = ImportSource.Open(file);
        var run = new ImportRun(source, store, results, messages, terminal: null, TimeProvider.System);
        return await run.RunAsync(asOf, fromStart, TestContext.Current.CancellationToken);
    }

    private string Write(params string[] first)
    {
        var path = folder.File("packuments.ndjson");
        var lines = Enumerable
            .Range(0, Packages)
            .Select(i => "{\"name\":\"p" + i + "\",\"dist-tags\":{\"latest\":\"1.0.0\"},\"versions\":{\"1.0.0\":{}}}");
        File.WriteAllLines(path, first.Concat(lines));
        return path;
    }
}
