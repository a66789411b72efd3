using DepGraph.Npm.Packuments;
using DepGraph.Storage.Projecting;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Sqlite;

/// <summary>The relationships as another program reads them from the tables.</summary>
public sealed class RelationTests : IAsyncLifetime
{
    private const string EdgesSql = """
        SELECT p.name || '@' || v.version, r.kind, ifnull(r.name, '=') , r.range, ifnull(t.name, '-')
        FROM package p
        JOIN requirement r ON r.package_id = p.id
        LEFT JOIN package t ON t.id = r.target_id
        JOIN depends_on d ON d.package_id = r.package_id AND d.requirement = r.ordinal
        JOIN version v ON v.package_id = p.id AND v.ordinal BETWEEN d.first AND d.last
        ORDER BY 1, 2, 5, 4
        """;
    private const string LatestSql = """
        SELECT s.name, l.kind, t.name, r.range
        FROM latest_depends_on l JOIN package s ON s.id = l.source_id JOIN package t ON t.id = l.target_id
        JOIN requirement r ON r.package_id = s.id AND r.ordinal = l.requirement
        ORDER BY 1, 2, 3
        """;

    private readonly SqlitePlace _place = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task The_latest_and_the_answered_versions_are_there_when_the_commit_is()
    {
        await CommitAsync(Write(Head("a", "1.0.0: b@1", "2.0.0: b@2", "3.0.0: b@3", "4.0.0: b@4"), Noon, answered: 1));

        _place.Query(EdgesSql).ShouldBe(["a@2.0.0 0 = 2 b", "a@4.0.0 0 = 4 b"]);
        _place.Query(LatestSql).ShouldBe(["a 0 b 4"]);
    }

    [Fact]
    public async Task A_version_answered_later_is_added_to_the_head_that_is_stored()
    {
        var head = Head("a", "1.0.0: b@1", "2.0.0: b@2", "3.0.0: b@3");
        await CommitAsync(Write(head), Write(head, Noon, answered: 0));

        _place.Query(EdgesSql).ShouldBe(["a@1.0.0 0 = 1 b", "a@3.0.0 0 = 3 b"]);
    }

    [Fact]
    public async Task Kinds_aliases_and_specs_without_a_package_are_kept()
    {
        await CommitAsync(Write(Head("a", "1.0.0: other@npm:real@^2 git@github:x/y dev:d@1 peer:p@1 optional:o@1")));

        _place
            .Query(EdgesSql)
            .ShouldBe([
                "a@1.0.0 0 git github:x/y -",
                "a@1.0.0 0 other npm:real@^2 real",
                "a@1.0.0 1 = 1 d",
                "a@1.0.0 2 = 1 p",
                "a@1.0.0 3 = 1 o",
            ]);
        _place.Query(LatestSql).ShouldBe(["a 0 real npm:real@^2", "a 1 d 1", "a 2 p 1", "a 3 o 1"]);
    }

    [Fact]
    public async Task An_empty_range_is_a_range()
    {
        var head = JsonHead(
            """{ "name": "a", "versions": { "1.0.0": { "version": "1.0.0", "dependencies": { "b": "" } } } }"""
        );
        await ProjectAsync(SqlitePlace.Hurried, Write(head));

        _place.Query(EdgesSql).ShouldBe(["a@1.0.0 0 =  b"]);
    }

    [Fact]
    public async Task Latest_edges_follow_the_head()
    {
        await CommitAsync(
            Write(Head("a", "1.0.0: b@1 c@1")),
            Write(Head("a", "1.0.0: b@1 c@1", "1.1.0: b@1 d@1"), Noon.AddMinutes(1))
        );

        _place.Query(LatestSql).ShouldBe(["a 0 b 1", "a 0 d 1"]);
    }

    [Fact]
    public async Task The_projection_stores_every_version_once()
    {
        var head = Large("a", 300);
        await ProjectAsync(SqlitePlace.Hurried, Write(head, Noon, answered: [7, 250]));

        _place.Query(EdgesSql).Order(StringComparer.Ordinal).ShouldBe(EdgesOf(head));
        int.Parse(_place.Query("SELECT count(*) FROM depends_on")[0]).ShouldBeLessThan(100);
    }

    [Fact]
    public async Task The_projection_goes_on_where_it_was_stopped()
    {
        var head = Large("a", 400);
        // So long a pause that no stall of the machine lets it finish.
        var slow = SqlitePlace.Hurried with
        {
            RowsPerTransaction = 20,
            PauseFactor = 100_000,
        };
        await using (var store = _place.Create(slow))
        {
            await store.OpenAsync(Cancel);
            await store.CommitAsync([Write(head)], Cancel);
            while (_place.Query("SELECT count(*) FROM version") is ["0" or "1"])
                await Task.Delay(5, Cancel);
        }
        var partial = int.Parse(_place.Query("SELECT count(*) FROM version")[0]);
        partial.ShouldBeInRange(2, 399);

        await ProjectAsync(SqlitePlace.Hurried);

        _place.Query(EdgesSql).Order(StringComparer.Ordinal).ShouldBe(EdgesOf(head));
    }

    [Fact]
    public async Task A_new_version_adds_rows_for_itself_only()
    {
        await ProjectAsync(SqlitePlace.Hurried, Write(Large("a", 60)));
        var before = _place.Query("SELECT ordinal, version FROM version ORDER BY 1");

        var newer = Large("a", 61);
        await ProjectAsync(SqlitePlace.Hurried, Write(newer, Noon.AddMinutes(1)));

        _place.Query("SELECT ordinal, version FROM version ORDER BY 1").ShouldBe([.. before, "60 1.0.60"]);
        _place.Query(EdgesSql).Order(StringComparer.Ordinal).ShouldBe(EdgesOf(newer));
    }

    [Fact]
    public async Task Withdrawn_and_altered_versions_lose_their_former_relations()
    {
        await ProjectAsync(SqlitePlace.Hurried, Write(Head("a", "1.0.0: b@1", "2.0.0: b@2", "3.0.0: b@3")));
        var altered = Head("a", "1.0.0: b@1", "3.0.0: b@9", "4.0.0: b@9");
        await ProjectAsync(SqlitePlace.Hurried, Write(altered, Noon.AddMinutes(1)));

        _place.Query(EdgesSql).ShouldBe(EdgesOf(altered));
    }

    [Fact]
    public async Task A_package_that_cannot_be_projected_keeps_no_other_from_it()
    {
        await CommitAsync(
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
    public async Task A_damaged_head_keeps_its_relations_and_gets_the_others_when_it_is_written_anew()
    {
        var write = Write(Head("a", "1.0.0: b@1", "2.0.0: b@2", "3.0.0: c@1 b@3"));
        await CommitAsync(write);
        _place.Query("UPDATE head SET content = x'00010203'");

        await using var store = _place.Create();
        await store.OpenAsync(Cancel);
        await store.CommitAsync([Write(Large("later", 5))], Cancel);
        while (_place.Query("SELECT 1 FROM package WHERE name = 'later' AND projected = revision").Count == 0)
            await Task.Delay(10, Cancel);
        _place.Query(LatestSql).ShouldContain("a 0 c 1");

        await store.CommitAsync([write with { FetchedAt = Noon.AddHours(1) }], Cancel);
        while ((await store.GetStatisticsAsync(Cancel)).PendingPackages > 0)
            await Task.Delay(10, Cancel);

        _place
            .Query(EdgesSql)
            .Where(edge => edge.StartsWith("a@", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ShouldBe(EdgesOf(write.Head!));
        _place.Query(LatestSql).Take(2).ShouldBe(["a 0 b 3", "a 0 c 1"]);
    }

    [Fact]
    public async Task A_package_that_vanished_leaves_no_relations()
    {
        await ProjectAsync(SqlitePlace.Hurried, Write(Large("a", 30)));
        await ProjectAsync(SqlitePlace.Hurried, Missing("a", Noon.AddMinutes(1)));

        foreach (var table in (string[])["version", "requirement", "depends_on", "latest_depends_on", "head"])
            _place.Query($"SELECT count(*) FROM {table}").ShouldBe(["0"], table);
    }

    /// <summary>The edges of a head in the form and order of <see cref="EdgesSql"/>.</summary>
    private static IEnumerable<string> EdgesOf(PackageHead head) =>
        Enumerable
            .Range(0, head.Count)
            .SelectMany(i => head[i].Requirements.Select(r => (head[i], r)))
            .Select(e => $"{e.Item1} {(int)e.r.Kind} = {e.r.Range} {e.r.PackageName}")
            .Order(StringComparer.Ordinal);

    private async Task CommitAsync(params HeadWrite[] writes)
    {
        await using var store = _place.Create(SqlitePlace.Suspended);
        await store.OpenAsync(Cancel);
        foreach (var write in writes)
            await store.CommitAsync([write], Cancel);
    }

    private async Task ProjectAsync(ProjectionPace pace, params HeadWrite[] writes)
    {
        await using var store = _place.Create(pace);
        await store.OpenAsync(Cancel);
        foreach (var write in writes)
            await store.CommitAsync([write], Cancel);
        while ((await store.GetStatisticsAsync(Cancel)).PendingPackages > 0)
            await Task.Delay(10, Cancel);
    }
}
