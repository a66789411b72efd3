using DepGraph.Testing;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Sqlite;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly SqlitePlace _place = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task A_folder_that_is_not_there_is_created()
    {
        var options = _place.Options;
        options.Uri = $"sqlite:{_place.Folder}/new/folder/graph.db";
        await using var store = _place.Create(SqlitePlace.Hurried, options: options);
        await store.OpenAsync(Cancel);

        File.Exists(Path.Combine(_place.Folder, "new", "folder", "graph.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_path_that_is_a_folder_is_refused()
    {
        Directory.CreateDirectory(_place.Path);

        (await OpeningFailsAsync(StoreFailure.Unusable)).ShouldContain("is a folder");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_named()
    {
        await File.WriteAllTextAsync(_place.Path, "in the way", Cancel);
        var options = _place.Options;
        options.Uri = $"sqlite:{_place.Path}/below/graph.db";

        (await OpeningFailsAsync(StoreFailure.Unusable, options)).ShouldContain(Path.Combine(_place.Path, "below"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var content = string.Concat(Enumerable.Repeat("precious text, no database. ", 100));
        await File.WriteAllTextAsync(_place.Path, content, Cancel);

        (await OpeningFailsAsync(StoreFailure.Unusable)).ShouldContain("no SQLite database");
        (await File.ReadAllTextAsync(_place.Path, Cancel)).ShouldBe(content);
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused()
    {
        _place.Query("CREATE TABLE photo (id INTEGER PRIMARY KEY)");

        (await OpeningFailsAsync(StoreFailure.Unusable)).ShouldContain("another program");
        _place.Query("SELECT name FROM sqlite_master").ShouldBe(["photo"]);
    }

    [Fact]
    public async Task A_database_of_a_newer_build_is_refused()
    {
        await WithStoreAsync(_ => Task.CompletedTask);
        _place.Query("PRAGMA user_version = 99");

        (await OpeningFailsAsync(StoreFailure.NewerVersion)).ShouldContain("99");
    }

    [Fact]
    public async Task A_damaged_database_says_what_to_do()
    {
        await WithStoreAsync(store => store.CommitAsync([.. Many(200)], Cancel));
        using (var file = File.OpenWrite(_place.Path))
        {
            file.Position = 8192;
            file.Write(new byte[(int)file.Length - 8192]);
        }

        (await OpeningFailsAsync(StoreFailure.Corrupt)).ShouldContain("move it away");
    }

    [Fact]
    public async Task A_file_that_may_not_be_written_is_refused()
    {
        await WithStoreAsync(_ => Task.CompletedTask);
        using var readOnly = new ReadOnlyFile(_place.Path);

        (await OpeningFailsAsync(StoreFailure.ReadOnly)).ShouldContain("cannot be written");
    }

    [Fact]
    public async Task A_full_disk_fails_the_commit_as_a_whole_and_the_store_goes_on()
    {
        await using var store = _place.Create(SqlitePlace.Suspended, maximumPages: 60);
        await store.OpenAsync(Cancel);
        await store.CommitAsync([Write(Head("first", "1.0.0: b@1"))], Cancel);

        var failure = await Should.ThrowAsync<StoreException>(() => store.CommitAsync([.. Many(400)], Cancel));

        failure.Failure.ShouldBe(StoreFailure.Full);
        failure.IsTransient.ShouldBeTrue();
        failure.Message.ShouldContain(_place.Path);
        (await store.LoadAsync(["first", "p0"], Cancel)).Select(r => r?.Name).ShouldBe(["first", null]);
        var next = await store.CommitAsync([Write(Head("next", "1.0.0: b@1"))], Cancel);
        next[0].Sequence.ShouldBe(2);
        _place.Query("SELECT count(*) FROM package WHERE name = 'b'").ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_writer_of_another_process_is_waited_for_and_then_named()
    {
        var options = _place.Options;
        options.BusyTimeout = TimeSpan.FromMilliseconds(50);
        await using var store = _place.Create(SqlitePlace.Suspended, options: options);
        await store.OpenAsync(Cancel);
        using var other = _place.Connect();
        using (var transaction = other.BeginTransaction())
        {
            var failure = await Should.ThrowAsync<StoreException>(() =>
                store.CommitAsync([Write(Head("a", "1.0.0"))], Cancel)
            );
            (failure.Failure, failure.IsTransient).ShouldBe((StoreFailure.Busy, true));
            failure.Message.ShouldContain("Store:BusyTimeout");
            (await store.PingAsync(Cancel)).ShouldBeTrue();
        }

        (await store.CommitAsync([Write(Head("a", "1.0.0"))], Cancel))[0].Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task A_writer_goes_on_when_the_other_process_is_done()
    {
        await using var store = _place.Create(SqlitePlace.Suspended);
        await store.OpenAsync(Cancel);
        using var other = _place.Connect();
        var transaction = other.BeginTransaction();
        var commit = store.CommitAsync([Write(Head("a", "1.0.0"))], Cancel);
        // Time for some tries; none of them may succeed.
        await Task.Delay(100, Cancel);
        commit.IsCompleted.ShouldBeFalse();

        transaction.Dispose();

        (await commit)[0].Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task Two_processes_may_share_a_file_from_its_creation_on()
    {
        await using var one = _place.Create();
        await using var two = _place.Create();
        await Task.WhenAll(one.OpenAsync(Cancel), two.OpenAsync(Cancel));

        await Task.WhenAll(
            Task.Run(() => CommitEachAsync(one, "one"), Cancel),
            Task.Run(() => CommitEachAsync(two, "two"), Cancel)
        );

        var sequences = (await one.ReadChangesAsync(0, 1000, Cancel)).Select(c => c.Sequence);
        sequences.ShouldBe(Enumerable.Range(1, 60).Select(i => (long)i));
        (await two.GetStatisticsAsync(Cancel)).Packages.ShouldBe(60);
    }

    [Fact]
    public async Task A_head_whose_bytes_are_damaged_is_not_held_until_it_is_written_anew()
    {
        var write = Write(Head("a", "1.0.0: b@1"));
        await WithStoreAsync(store => store.CommitAsync([write], Cancel));
        _place.Query("UPDATE head SET content = x'00010203'");

        await using var store = _place.Create();
        await store.OpenAsync(Cancel);
        (await store.LoadAsync(["a"], Cancel)).ShouldBe([null]);
        (await store.ScanHeadsAsync(Cancel).ToListAsync(Cancel)).ShouldBeEmpty();
        await store.CommitAsync([write with { FetchedAt = Noon.AddHours(1) }], Cancel);

        (await store.LoadAsync(["a"], Cancel))[0].ShouldNotBeNull().Head.ShouldNotBeNull().Latest.ShouldBe("1.0.0");
    }

    [Fact]
    public async Task A_file_that_was_removed_is_noticed_by_a_ping()
    {
        await using var store = _place.Create();
        await store.OpenAsync(Cancel);
        File.Delete(_place.Path);

        (await store.PingAsync(Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Closing_leaves_one_file_and_no_log()
    {
        await WithStoreAsync(store => store.CommitAsync([.. Many(20)], Cancel));

        Directory.GetFiles(_place.Folder).ShouldBe([_place.Path]);
    }

    [Fact]
    public async Task Hot_queries_never_scan_a_table()
    {
        await WithStoreAsync(_ => Task.CompletedTask);
        string[] queries =
        [
            "SELECT sequence FROM package WHERE sequence > 1 ORDER BY sequence LIMIT 9",
            "SELECT name FROM package WHERE state = 1 AND state > 0 AND fetched_at < 1 ORDER BY fetched_at LIMIT 9",
            "SELECT count(*) FROM package WHERE projected < revision",
            "SELECT min(fetched_at) FROM package WHERE state = 1 AND state > 0",
            "SELECT count(*) FROM ingestion WHERE state = 0 AND state < 2",
            "SELECT 1 FROM requirement r WHERE r.target_id = 1 AND r.target_id IS NOT NULL",
        ];

        foreach (var query in queries)
            string.Join('\n', _place.Query($"EXPLAIN QUERY PLAN {query}")).ShouldContain("INDEX", customMessage: query);
    }

    private static IEnumerable<HeadWrite> Many(int count) =>
        Enumerable.Range(0, count).Select(i => Write(Large($"p{i}", 20)));

    private static async Task CommitEachAsync(IGraphStore store, string prefix)
    {
        for (var i = 0; i < 30; i++)
            await store.CommitAsync([Write(Head($"{prefix}-{i}", "1.0.0: shared@1"))], Cancel);
    }

    private async Task WithStoreAsync(Func<IGraphStore, Task> use)
    {
        await using var store = _place.Create();
        await store.OpenAsync(Cancel);
        await use(store);
    }

    private async Task<string> OpeningFailsAsync(StoreFailure failure, StoreOptions? options = null)
    {
        await using var store = _place.Create(SqlitePlace.Hurried, options: options);
        var exception = await Should.ThrowAsync<StoreException>(() => store.OpenAsync(Cancel));
        exception.Failure.ShouldBe(failure, exception.Message);
        return exception.Message;
    }
}
