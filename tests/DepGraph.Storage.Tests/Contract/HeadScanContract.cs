using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Contract;

public abstract class HeadScanContract(IStorePlace place) : StoreContract(place)
{
    [Fact]
    public async Task An_empty_store_has_no_heads() => (await ScanAsync()).ShouldBeEmpty();

    [Fact]
    public async Task Every_known_package_comes_once_and_as_it_was_committed()
    {
        var written = Enumerable.Range(0, 1500).Select(i => Head($"p{i}", $"1.0.{i}: dep@^{i}")).ToArray();
        await Store.CommitAsync([.. written.Select(head => Write(head))], Cancel);
        await ReopenAsync();

        var scanned = await ScanAsync();

        scanned
            .Select(head => (head.Name, head.ContentHash))
            .ShouldBe(written.Select(head => (head.Name, head.ContentHash)), ignoreOrder: true);
    }

    [Fact]
    public async Task Heads_of_any_size_come()
    {
        var written = Enumerable.Range(0, 8).Select(i => Large($"large{i}", 4000)).ToArray();
        await Store.CommitAsync([.. written.Select(head => Write(head))], Cancel);

        (await ScanAsync())
            .Select(head => head.ContentHash)
            .ShouldBe(written.Select(head => head.ContentHash), ignoreOrder: true);
    }

    [Fact]
    public async Task Missing_packages_and_mere_names_do_not_come()
    {
        await Store.CommitAsync([Write(Head("a", "1.0.0: named@1")), Missing("missing")], Cancel);

        (await ScanAsync()).Select(head => head.Name).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_package_that_vanished_does_not_come()
    {
        await Store.CommitAsync([Write(Head("a", "1.0.0")), Write(Head("b", "1.0.0"))], Cancel);
        await CommitAsync(Missing("a", Noon.AddHours(1)));

        (await ScanAsync()).Select(head => head.Name).ShouldBe(["b"]);
    }

    [Fact]
    public async Task Commits_while_it_is_read_take_nothing_away_and_their_changes_are_in_the_feed()
    {
        var names = Enumerable.Range(0, 1200).Select(i => $"p{i}").ToArray();
        await Store.CommitAsync([.. names.Select(name => Write(Head(name, "1.0.0")))], Cancel);
        var before = await Store.LastSequenceAsync(Cancel);

        var states = new Dictionary<string, string?>();
        await foreach (var head in Store.ScanHeadsAsync(Cancel))
        {
            states.Add(head.Name, head.Latest);
            if (states.Count % 100 == 0)
            {
                await CommitAsync(Write(Head(names[^states.Count], "2.0.0"), Noon.AddHours(1)));
                await CommitAsync(Write(Head($"new{states.Count}", "2.0.0"), Noon.AddHours(1)));
            }
        }
        var changes = await Store.ReadChangesAsync(before, 5000, Cancel);
        foreach (var record in await Store.LoadAsync([.. changes.Select(change => change.Name)], Cancel))
            states[record!.Name] = record.Head!.Latest;

        (await ScanAsync())
            .Select(head => (head.Name, head.Latest))
            .ShouldBe(states.Select(state => (state.Key, state.Value)), ignoreOrder: true);
    }

    [Fact]
    public async Task Whoever_stops_reading_leaves_the_store_usable()
    {
        await Store.CommitAsync([.. Enumerable.Range(0, 600).Select(i => Write(Head($"p{i}", "1.0.0")))], Cancel);
        for (var i = 0; i < 10; i++)
        {
            await foreach (var head in Store.ScanHeadsAsync(Cancel))
                break;
        }

        (await ScanAsync()).Count.ShouldBe(600);
    }

    [Fact]
    public async Task It_can_be_given_up_in_the_middle()
    {
        await Store.CommitAsync([.. Enumerable.Range(0, 600).Select(i => Write(Head($"p{i}", "1.0.0")))], Cancel);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var head in Store.ScanHeadsAsync(given.Token))
                await given.CancelAsync();
        });
    }

    private async Task<List<Npm.Packuments.PackageHead>> ScanAsync() =>
        await Store.ScanHeadsAsync(Cancel).ToListAsync(Cancel);
}
