using System.Collections.Concurrent;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Contract;

/// <summary>Several stores on one place, as processes that share it.</summary>
public abstract class ConcurrencyContract(IStorePlace place) : StoreContract(place)
{
    private const int Writers = 4;
    private const int Rounds = 12;
    private const int BatchSize = 5;
    private static readonly string[] Names = [.. Enumerable.Range(0, 9).Select(i => $"p{i}")];

    [Fact]
    public async Task Overlapping_batches_of_several_stores_leave_what_one_after_another_would()
    {
        var commits = new ConcurrentQueue<HeadCommit>();

        await WriteAllAsync(commits.Enqueue);

        commits
            .Where(commit => commit.Outcome == HeadCommitOutcome.Changed)
            .Select(commit => commit.Sequence)
            .Order()
            .ShouldBe(
                Enumerable.Range(1, commits.Count(c => c.Outcome == HeadCommitOutcome.Changed)).Select(i => (long)i)
            );
        var last = Names.Select(LastWriteOf).Select(write => write.Head!).ToArray();
        (await Store.LoadAsync(Names, Cancel))
            .Select(record => record?.Head?.ContentHash)
            .ShouldBe(last.Select(head => head.ContentHash));
        var statistics = await CaughtUpAsync();
        statistics.Packages.ShouldBe(Names.Length);
        statistics.Versions.ShouldBe(last.Sum(head => head.Count));
        statistics.Dependencies.ShouldBe(last.Sum(head => head.DependencyCount));
        statistics.LastSequence.ShouldBe(commits.Max(commit => commit.Sequence));
        await ShouldBeAsync(Place.ReadEdgesAsync(), last.SelectMany(RelationText.Of));
        await ShouldBeAsync(Place.ReadLatestEdgesAsync(), last.SelectMany(RelationText.OfLatest));
    }

    [Fact]
    public async Task Who_follows_the_feed_misses_no_change_and_loads_nothing_older()
    {
        var seen = new Dictionary<string, long>();
        var writing = WriteAllAsync(_ => { });
        var after = 0L;
        bool isOver;
        do
        {
            // Looked at before the feed: whatever was committed then is to be found by this round.
            isOver = writing.IsCompleted;
            var changes = await Store.ReadChangesAsync(after, 3, Cancel);
            var records = await Store.LoadAsync([.. changes.Select(change => change.Name)], Cancel);
            foreach (var (change, record) in changes.Zip(records))
            {
                change.Sequence.ShouldBeGreaterThan(after);
                after = change.Sequence;
                seen[change.Name] = change.Sequence;
                var loaded = record.ShouldNotBeNull();
                loaded.Sequence.ShouldBeGreaterThanOrEqualTo(change.Sequence);
                loaded.Revision.ShouldBeGreaterThanOrEqualTo(change.Revision);
            }
            isOver &= changes.Count == 0;
        } while (!isOver);
        await writing;

        var final = await Store.ReadChangesAsync(0, 1000, Cancel);
        final.ToDictionary(change => change.Name, change => change.Sequence).ShouldBe(seen, ignoreOrder: true);
        (await Store.LastSequenceAsync(Cancel)).ShouldBe(final[^1].Sequence);
    }

    [Fact]
    public async Task A_commit_that_has_ended_is_in_the_feed_while_others_change_the_same_packages()
    {
        await using var other = CreateAnother();
        await other.OpenAsync(Cancel);
        await using var reader = CreateAnother();
        await reader.OpenAsync(Cancel);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writing = WriteWithoutEndAsync(other, enough.Token);
        var after = 0L;

        for (var round = 0; round < 20; round++)
        {
            var commit = await CommitAsync(Write(Head("p0", $"1.0.0: mine@{round}")));
            commit.Outcome.ShouldBe(HeadCommitOutcome.Changed);
            for (var look = 0; look < 20; look++)
            {
                var changes = await reader.ReadChangesAsync(after, 1000, Cancel);
                changes.ShouldContain(change => change.Name == "p0" && change.Sequence >= commit.Sequence);
            }
            after = commit.Sequence;
        }

        await enough.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task What_is_loaded_is_of_one_moment_while_several_stores_write()
    {
        // Every commit writes all packages: at no moment are their heads of different commits.
        await using var other = CreateAnother();
        await other.OpenAsync(Cancel);
        var writing = Task.WhenAll(WriteWholeAsync(Store, 0), WriteWholeAsync(other, 1));
        await using var reader = CreateAnother();
        await reader.OpenAsync(Cancel);

        while (!writing.IsCompleted)
        {
            var records = await reader.LoadAsync(Names, Cancel);
            records.Select(record => record?.Head?.Latest).Distinct().ShouldHaveSingleItem();
            records.Select(record => record?.ETag).Distinct().ShouldHaveSingleItem();
        }

        await writing;
    }

    [Fact]
    public async Task Several_stores_may_be_opened_on_an_empty_place_at_once()
    {
        await Store.DisposeAsync();
        await Place.PrepareAsync(Cancel);
        var stores = Enumerable.Range(0, 6).Select(_ => CreateAnother()).ToArray();

        await Task.WhenAll(stores.Select(store => store.OpenAsync(Cancel)));

        foreach (var store in stores)
        {
            await store.CommitAsync([Write(Head("a", "1.0.0"))], Cancel);
            (await store.LastSequenceAsync(Cancel)).ShouldBe(1);
            await store.DisposeAsync();
        }
    }

    private static async Task WriteWithoutEndAsync(IGraphStore store, CancellationToken enough)
    {
        for (var round = 0; !enough.IsCancellationRequested; round++)
            await store.CommitAsync([.. Names.Select(name => Write(Head(name, $"1.0.0: others@{round}")))], Cancel);
    }

    private static async Task WriteWholeAsync(IGraphStore store, int writer)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var at = Noon.AddSeconds(2 * round + writer);
            await store.CommitAsync(
                [.. Names.Select(name => Write(Head(name, $"{round}.{writer}.0: b@1"), at) with { ETag = $"{at}" })],
                Cancel
            );
        }
    }

    /// <summary>Each writer's batches overlap those of every other one.</summary>
    private async Task WriteAllAsync(Action<HeadCommit> committed) =>
        await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(writer =>
                    Task.Run(
                        async () =>
                        {
                            await using var store = CreateAnother();
                            await store.OpenAsync(Cancel);
                            for (var round = 0; round < Rounds; round++)
                            {
                                foreach (var commit in await store.CommitAsync(BatchOf(writer, round), Cancel))
                                    committed(commit);
                            }
                        },
                        Cancel
                    )
                )
        );

    private static HeadWrite[] BatchOf(int writer, int round) =>
        [
            .. Enumerable
                .Range(0, BatchSize)
                .Select(i => WriteOf(Names[(writer + round + i) % Names.Length], writer, round)),
        ];

    /// <summary>No two writes have the same time, so that one of them is the last.</summary>
    private static HeadWrite WriteOf(string name, int writer, int round)
    {
        var at = Noon.AddSeconds(round * Writers + writer);
        var versions = Enumerable
            .Range(0, 3 + (writer + round) % 3)
            .Select(i => $"1.{i}.0: b@^{writer % 2} {Names[(i + round) % Names.Length]}@^{round} dev:t{round}@*");
        return Write(Head(name, [.. versions]), at, answered: 1);
    }

    private static HeadWrite LastWriteOf(string name) =>
        (
            from round in Enumerable.Range(0, Rounds)
            from writer in Enumerable.Range(0, Writers)
            from write in BatchOf(writer, round)
            where write.Name == name
            orderby write.FetchedAt
            select write
        ).Last();

    private static async Task ShouldBeAsync(Task<IReadOnlyList<string>> stored, IEnumerable<string> declared) =>
        (await stored).Order(StringComparer.Ordinal).ShouldBe(declared.Order(StringComparer.Ordinal));
}
