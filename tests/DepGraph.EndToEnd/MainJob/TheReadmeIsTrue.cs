using System.Net.Http.Json;
using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.MainJob;

/// <summary>The README's question gets the README's answer.</summary>
public sealed class TheReadmeIsTrue(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public async Task The_question_in_the_readme_gets_the_answer_that_stands_there()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"));
        var question = ReadmeBlocks.Of(readme, "graphql").First();
        var answer = ReadmeBlocks.Of(readme, "json").First();

        var data = await place.Program.DataAsync(question);

        ShownAnswer.Compare(answer, data);
    }

    [Fact]
    public async Task The_question_why_and_what_changed_gets_the_answer_that_stands_there()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"));
        var section = readme[readme.IndexOf("\n## Why, and what changed\n", StringComparison.Ordinal)..];
        var question = ReadmeBlocks.Of(section, "graphql").First();
        var answer = ReadmeBlocks.Of(section, "json").First();

        var data = await place.Program.DataAsync(question);

        ShownAnswer.Compare(answer, data);
    }

    [Fact]
    public async Task Every_other_question_in_the_readme_is_one_that_the_service_would_execute()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"));
        var questions = ReadmeBlocks.Of(readme, "graphql").ToList();

        questions.Count.ShouldBeGreaterThan(5);
        foreach (var question in questions)
        {
            var answer = await CostAsync(new { query = question, variables = new { id = "bm9uZQ" } });
            answer.TryGetProperty("errors", out var errors).ShouldBeFalse($"{question}\n{errors}");
            answer.GetProperty("extensions").TryGetProperty("cost", out _).ShouldBeTrue(question);
        }
    }

    [Fact]
    public async Task The_cost_in_the_readme_is_what_its_request_costs()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"));
        var command = readme[readme.IndexOf("-H 'GraphQL-Cost: validate'", StringComparison.Ordinal)..];
        var body = Between(command, "-d '", "'\n");
        var shown = Between(command, "\n    {\"extensions", "\n");

        var answer = await CostAsync(JsonElement.Parse(body));

        answer.GetRawText().ShouldBe("{\"extensions" + shown);
    }

    private async Task<JsonElement> CostAsync(object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Headers.Add("GraphQL-Cost", "validate");
        request.Content = JsonContent.Create(body);
        using var response = await place.Program.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string Between(string text, string opening, string closing)
    {
        var start = text.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        return text[start..text.IndexOf(closing, start, StringComparison.Ordinal)];
    }
}
