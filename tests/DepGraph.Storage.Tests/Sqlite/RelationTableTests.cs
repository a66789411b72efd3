using DepGraph.Storage.Projecting;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Sqlite;

/// <summary>How SQLite's tables keep relationships, beyond what the contract asks.</summary>
public sealed class RelationTableTests : IAsyncLifetime
{
    private readonly SqlitePlace _place = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task Neighbouring_versions_that_declare_the_same_share_a_run()
    {
        await WriteAsync(SqlitePlace.Hurried, Write(Large("a", 300), Noon, answered: [7, 250]));

        int.Parse(_place.Query("SELECT count(*) FROM depends_on")[0]).ShouldBeLessThan(100);
    }

    [Fact]
    public async Task A_new_version_adds_rows_for_itself_only()
    {
        await WriteAsync(SqlitePlace.Hurried, Write(Large("a", 60)));
        var before = _place.Query("SELECT ordinal, version FROM version ORDER BY 1");

        await WriteAsync(SqlitePlace.Hurried, Write(Large("a", 61), Noon.AddMinutes(1)));

        _place.Query("SELECT ordinal, version FROM version ORDER BY 1").ShouldBe([.. before, "60 1.0.60"]);
    }

    [Fact]
    public async Task A_package_that_cannot_be_projected_keeps_no_other_from_it()
    {
        await WriteAsync(
            SqlitePlace.Suspended,
            Write(Head("good", "1.0.0: b@1", "2.0.0: b@2")),
            Write(Head("bad", "6.6.6: b@1", "7.0.0: b@2")),
            Write(Head("last", "1.0.0: b@1", "2.0.0: b@2"))
        );
        _place.Query(
            "CREATE TRIGGER t BEFORE INSERT ON version WHEN new.version = '6.6.6' BEGIN SELECT raise(ABORT, 'no'); END"
        );

        await using var store = _place.Create();
        await store.OpenAsync(Cancel);
        while ((await store.GetStatisticsAsync(Cancel)).PendingPackages > 1)
            await Task.Delay(10, Cancel);

        _place.Query("SELECT name FROM package WHERE projected < revision").ShouldBe(["bad"]);
    }

    [Fact]
    public async Task A_package_that_vanished_leaves_no_rows()
    {
        await WriteAsync(SqlitePlace.Hurried, Write(Large("a", 30)));
        await WriteAsync(SqlitePlace.Hurried, Missing("a", Noon.AddMinutes(1)));

        foreach (var table in (string[])["version", "requirement", "depends_on", "latest_depends_on", "head"])
            _place.Query($"SELECT count(*) FROM {table}").ShouldBe(["0"], table);
    }

    /// <summary>Commits one after another and, unless it is suspended, waits for the projection.</summary>
    private async Task WriteAsync(ProjectionPace pace, params HeadWrite[] writes)
    {
        await using var store = _place.Create(pace);
        await store.OpenAsync(Cancel);
        foreach (var write in writes)
            await store.CommitAsync([write], Cancel);
        while (!pace.IsSuspended && (await store.GetStatisticsAsync(Cancel)).PendingPackages > 0)
            await Task.Delay(10, Cancel);
    }
}
