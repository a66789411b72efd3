using System.Text.RegularExpressions;
using DepGraph.Storage.Neo4j;
using DepGraph.Storage.Neo4j.Heads;
using DepGraph.Storage.Neo4j.Jobs;
using DepGraph.Storage.Neo4j.Positions;
using DepGraph.Storage.Neo4j.Relations;
using DepGraph.Storage.Neo4j.Search;
using DepGraph.Storage.Neo4j.Tarballs;
using DepGraph.Storage.Querying;

namespace DepGraph.Storage.Tests.Neo4j;

/// <summary>Neo4j seeks in an index and sorts at most a page, wherever the index rule lets a question through.</summary>
[Collection(Neo4jFixture.Collection)]
public sealed class QueryPlanTests(FilledPlace filled) : IClassFixture<FilledPlace>
{
    private readonly Neo4jPlace _place = filled.Place;

    public static TheoryData<string, bool> Orders()
    {
        var data = new TheoryData<string, bool>();
        foreach (var field in (string[])["spec", "state", "requestedAt", "startedAt", "finishedAt", "id"])
        {
            data.Add(field, true);
            data.Add(field, false);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task A_page_of_an_order_is_sought_not_scanned(string name, bool isDescending)
    {
        var order = IngestionFields.OrderBy(new SortKey<IngestionRecord>(FieldOf(name), isDescending));

        foreach (var after in (FieldValue[]?[])[null, order.PlaceOf(FilledPlace.Job(1000))])
        {
            var plan = await PlanOfAsync(
                new()
                {
                    Order = order,
                    After = after,
                    Limit = 10,
                }
            );

            ShouldOnlySeek(plan);
            // Behind a place the planner may find that sorting the few rows of a step is cheaper.
            if (after is null)
                plan.ShouldNotContain(line => line.StartsWith("Sort") || line.StartsWith("Top"));
        }
    }

    public static TheoryData<string> HotQueries() =>
        [
            HeadReader.LoadCypher,
            HeadReader.LoadDetailsCypher,
            DocumentScan.NamesCypher,
            ChangeFeed.LastCypher,
            ChangeFeed.ChangesCypher,
            ChangeFeed.GainsCypher,
            FetchAges.OldestCypher,
            MissingPackages.ForgetCypher,
            StatisticsReader.Cypher,
            SearchFill.ReadCypher,
            SearchFill.WriteCypher,
            SearchReader.FindCypher,
            CommitCypher.Read,
            CommitCypher.Write,
            ProjectionCypher.Find,
            ProjectionCypher.Claim,
            ProjectionCypher.Write,
            ProjectionCypher.Finish,
            JobQueue.HasClaimableCypher,
            QueueTransaction.ClaimableCypher,
            QueueTransaction.FindKeysCypher,
            DocumentLeases.ClaimCypher,
            DocumentLeases.ReadCypher,
            DocumentLeases.RenewCypher,
            HeldNames.FindCypher,
            PositionNodes.ReadCypher,
            PositionNodes.MoveCypher,
            TarballNodes.ReadCypher,
            TarballNodes.SaveCypher,
        ];

    [Theory]
    [MemberData(nameof(HotQueries))]
    public async Task No_query_that_is_asked_often_scans(string cypher)
    {
        var parameters = Regex
            .Matches(cypher, @"\$(\w+)")
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .ToDictionary(name => name, object? (_) => null);

        var plan = await _place.PlanAsync(cypher, parameters);

        // There is one node of that label.
        plan.ShouldNotContain(
            line => (line.Contains("LabelScan") || line.Contains("AllNodes")) && !line.EndsWith("g:Graph"),
            string.Join('\n', plan)
        );
    }

    [Theory]
    [InlineData("spec", FilterOperator.In)]
    [InlineData("spec", FilterOperator.StartsWith)]
    [InlineData("state", FilterOperator.In)]
    [InlineData("finishedAt", FilterOperator.Less)]
    [InlineData("startedAt", FilterOperator.GreaterOrEqual)]
    [InlineData("requestedAt", FilterOperator.Greater)]
    public async Task A_condition_that_the_rule_admits_is_sought(string name, FilterOperator relation)
    {
        var field = FieldOf(name);
        var value = field.Type == FieldType.Text ? FieldValue.Of("spec-1") : FieldValue.Of(1);

        var plan = await PlanOfAsync(
            new()
            {
                Filter = new Condition<IngestionRecord>(field, relation, [value]),
                Order = IngestionFields.OrderBy(new SortKey<IngestionRecord>(field)),
                Limit = 10,
            }
        );

        ShouldOnlySeek(plan);
    }

    private static void ShouldOnlySeek(IReadOnlyList<string> plan)
    {
        plan.ShouldContain(line => line.Contains("Index"), string.Join('\n', plan));
        plan.ShouldNotContain(line => line.Contains("LabelScan") || line.Contains("AllNodes"), string.Join('\n', plan));
    }

    private static Field<IngestionRecord> FieldOf(string name) =>
        JobList.List.Properties.Keys.Single(field => field.Name == name);

    private Task<IReadOnlyList<string>> PlanOfAsync(PageQuery<IngestionRecord> query)
    {
        var cypher = JobList.List.ToCypher(query);
        return _place.PlanAsync(cypher.ToString(), cypher);
    }
}
