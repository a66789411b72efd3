using DepGraph.Storage.Sqlite;

namespace DepGraph.Storage.Tests.Sqlite;

/// <summary>Files that older builds have left behind.</summary>
public sealed class MigrationTests : IAsyncLifetime
{
    private readonly SqlitePlace _place = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public async Task What_a_build_without_leases_left_unfinished_is_taken_up_at_once_for_what_it_is()
    {
        _place.Query("PRAGMA journal_mode = WAL");
        _place.Query(InitialSchema.Sql);
        _place.Query(IngestionIndexes.Sql);
        _place.Query(
            """
            INSERT INTO ingestion VALUES ('i1', 'a@^1', 1, 1, 1, NULL, NULL, 5, 2), ('r2', 'b', 0, 2, NULL, NULL, NULL, 0, 1),
              ('i3', 'c', 2, 3, 3, 4, NULL, 1, 0);
            """
        );
        _place.Query($"PRAGMA application_id = {0x44504752}");
        _place.Query("PRAGMA user_version = 2");
        await using var store = _place.Create();

        await store.OpenAsync(Cancel);

        var leases = await store.LeaseJobsAsync(
            10,
            IngestionPriority.Asked,
            new LeaseTerms("one", TimeSpan.FromHours(1), 3),
            Cancel
        );
        leases
            .Select(lease => (lease.Job.Id, lease.Job.Kind))
            .ShouldBe([("i1", IngestionKind.Closure), ("r2", IngestionKind.Refresh)]);
        (await store.FindIngestionAsync("i3", Cancel))!.IsKept.ShouldBeTrue();
    }
}
