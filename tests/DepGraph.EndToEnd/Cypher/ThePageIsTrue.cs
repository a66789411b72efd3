using System.Text.Json;
using DepGraph.Bolt;

namespace DepGraph.EndToEnd.Cypher;

/// <summary>Every query of docs/cypher.md gets the answer that stands there, by the way that stands there.</summary>
[Collection(nameof(AnalystsGraph))]
public sealed class ThePageIsTrue(AnalystsGraph graph)
{
    private static readonly QueryConfig Reading = new(Routing: RoutingControl.Readers);

    public static TheoryData<string> Names => [.. CypherPage.Questions.Select(question => question.Name)];

    [Fact]
    public void It_has_more_than_a_dozen_questions() => CypherPage.Questions.Count.ShouldBeGreaterThan(12);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_query_gets_the_answer_that_stands_below_it(string name)
    {
        var question = Question(name);
        var (records, summary, keys) = await AskAsync(question, question.Query);

        var answer = question.Answer.ShouldNotBeNull("a table is missing");
        var found = string.Join('\n', records.Select(Cells).Select(Line));
        answer.Header.ShouldBe(keys, found);
        string.Join('\n', answer.Rows.Select(Line)).ShouldBe(found);
        answer.Rows.ShouldNotBeEmpty();
        summary.Notifications.Select(notification => notification.Description).ShouldBeEmpty();
        summary.QueryType.ShouldBe(QueryType.ReadOnly);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_query_begins_where_the_page_says(string name)
    {
        var question = Question(name);
        var (_, summary, _) = await AskAsync(question, $"EXPLAIN {question.Query}");

        var operators = QueryPlan.Operators(summary.Plan!).ToList();
        var plan = string.Join('\n', operators);
        (question.StartsAt ?? question.ReadsEvery).ShouldNotBeNull("the page does not say where it begins");
        operators.ShouldNotContain(line => line.StartsWith("AllNodesScan", StringComparison.Ordinal), plan);
        operators.Any(line => IsSeek(line, question.StartsAt)).ShouldBe(question.StartsAt is not null, plan);
        operators.Where(IsScan).All(line => IsOf(line, question.ReadsEvery)).ShouldBeTrue(plan);
    }

    [Fact]
    public void The_api_answers_what_stands_below_its_operations()
    {
        var shown = CypherPage.Operations.Where(operation => operation.Answer is not null).ToList();

        shown.Count.ShouldBeGreaterThan(1);
        foreach (var (document, answer) in shown)
        {
            var real = graph.AnswerTo(document);
            var isSame = JsonElement.DeepEquals(real, JsonElement.Parse(answer!).GetProperty("data"));
            isSame.ShouldBeTrue($"{document}\n{real}");
        }
    }

    private static CypherQuestion Question(string name) => CypherPage.Questions.Single(q => q.Name == name);

    private async Task<EagerResult<IRecord>> AskAsync(CypherQuestion question, string query)
    {
        var given = await graph
            .Driver.ExecutableQuery($"RETURN {question.Parameters} AS parameters")
            .WithConfig(Reading)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        return await graph
            .Driver.ExecutableQuery(query)
            .WithConfig(Reading)
            .WithParameters(given.Result[0]["parameters"])
            .ExecuteAsync(TestContext.Current.CancellationToken);
    }

    private static string[] Cells(IRecord record) => [.. record.Keys.Select(key => CellText.Of(record[key]))];

    private static string Line(IReadOnlyList<string> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", @"\|", StringComparison.Ordinal)))} |";

    private static bool IsSeek(string line, string? index) =>
        index is not null
        && line.Split(' ')[0] is "NodeUniqueIndexSeek" or "NodeIndexSeek" or "NodeIndexSeekByRange"
        && line.Contains($":{index}", StringComparison.Ordinal);

    private static bool IsScan(string line) => line.Split(' ')[0].EndsWith("Scan", StringComparison.Ordinal);

    private static bool IsOf(string line, string? label) =>
        label is not null && line.Contains($":{label}", StringComparison.Ordinal);
}
