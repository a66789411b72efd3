using DepGraph.Storage.Querying;
using DepGraph.Storage.Sqlite;
using DepGraph.Storage.Sqlite.Querying;

namespace DepGraph.Storage.Tests.Sqlite;

/// <summary>SQLite seeks in an index and sorts nothing, wherever the index rule lets a question through.</summary>
public sealed class QueryPlanTests : IAsyncLifetime
{
    private readonly SqlitePlace place = new();

    public async ValueTask InitializeAsync()
    {
        await using var store = place.Create();
        await store.OpenAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => place.DisposeAsync();

    public static TheoryData<string, bool> Orders()
    {
        var data = new TheoryData<string, bool>();
        foreach (var field in (string[])["spec", "state", "requestedAt", "startedAt", "finishedAt"])
        {
            data.Add(field, true);
            data.Add(field, false);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_next_page_of_an_order_is_sought_not_scanned(string name, bool isDescending)
    {
        var field = IngestionTable.Table.Columns.Keys.Single(key => key.Name == name);
        var order = IngestionFields.OrderBy(new SortKey<IngestionRecord>(field, isDescending));
        var job = new IngestionRecord
        {
            Id = "1",
            Spec = "a",
            State = IngestionState.Complete,
            RequestedAt = Documents.Noon,
        };

        var plan = PlanOf(
            new()
            {
                Order = order,
                After = order.PlaceOf(job),
                Limit = 10,
            }
        );

        plan.ShouldContain("SEARCH");
        plan.ShouldNotContain("SCAN");
        plan.ShouldNotContain("TEMP B-TREE");
    }

    [Theory]
    [InlineData("spec", FilterOperator.In)]
    [InlineData("spec", FilterOperator.StartsWith)]
    [InlineData("state", FilterOperator.In)]
    [InlineData("finishedAt", FilterOperator.Less)]
    [InlineData("startedAt", FilterOperator.GreaterOrEqual)]
    [InlineData("requestedAt", FilterOperator.Greater)]
    public void A_condition_that_the_rule_admits_is_sought(string name, FilterOperator relation)
    {
        var field = IngestionTable.Table.Columns.Keys.Single(key => key.Name == name);
        var value = field.Type == FieldType.Text ? FieldValue.Of("a") : FieldValue.Of(1);

        var plan = PlanOf(
            new()
            {
                Filter = new Condition<IngestionRecord>(field, relation, [value]),
                Order = IngestionFields.OrderBy(new SortKey<IngestionRecord>(field)),
                Limit = 10,
            }
        );

        plan.ShouldContain("SEARCH");
        plan.ShouldNotContain("SCAN");
    }

    [Fact]
    public void What_is_to_be_done_next_is_read_off_an_index()
    {
        var plan = PlanOfSql(JobTable.ClaimableSql);

        plan.ShouldContain("ingestion_to_do");
        plan.ShouldNotContain("TEMP B-TREE");
        PlanOfSql(JobTable.FindKeySql).ShouldContain("ingestion_by_key");
    }

    [Fact]
    public void What_a_search_finds_comes_in_order_and_is_looked_up_by_id()
    {
        var plan = PlanOfSql(SearchReader.FindSql);

        plan.ShouldContain("SCAN TABLE search VIRTUAL TABLE");
        plan.ShouldContain("SEARCH TABLE package");
        plan.ShouldContain("SEARCH TABLE search_entry");
        plan.ShouldNotContain("TEMP B-TREE");
    }

    private string PlanOf(PageQuery<IngestionRecord> query) => PlanOfSql(IngestionTable.Table.ToSql(query).ToString());

    private string PlanOfSql(string sql)
    {
        using var session = new SqliteDatabase(place.Path, place.Options).OpenReader();
        using var statement = session.Compile($"EXPLAIN QUERY PLAN {sql}");
        var steps = new List<string>();
        while (statement.Step())
            steps.Add(new Query(statement).Text(3));
        return string.Join('\n', steps);
    }
}
