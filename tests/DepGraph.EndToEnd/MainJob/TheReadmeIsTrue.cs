using System.Net.Http.Json;
using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.MainJob;

/// <summary>The README's question gets the README's answer.</summary>
public sealed class TheReadmeIsTrue(Workplace place) : IClassFixture<Workplace>
{
    /// <summary>How many elements of each list the README shows.</summary>
    private const int Shown = 2;

    [Fact]
    public async Task The_question_in_the_readme_gets_the_answer_that_stands_there()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"));
        var question = Block(readme, "graphql");
        using var answer = JsonDocument.Parse(Block(readme, "json"));

        var data = await place.Program.DataAsync(question, wait: 60);

        Compare(answer.RootElement.GetProperty("data"), data, "data");
    }

    [Fact]
    public async Task Every_other_question_in_the_readme_is_one_that_the_service_would_execute()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"));
        var questions = Blocks(readme, "graphql").ToList();

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

    private static void Compare(JsonElement shown, JsonElement real, string path)
    {
        real.ValueKind.ShouldBe(shown.ValueKind, path);
        switch (shown.ValueKind)
        {
            case JsonValueKind.Object:
                real.EnumerateObject().Select(p => p.Name).ShouldBe(shown.EnumerateObject().Select(p => p.Name), path);
                foreach (var property in shown.EnumerateObject())
                {
                    Compare(property.Value, real.GetProperty(property.Name), $"{path}.{property.Name}");
                }

                break;
            case JsonValueKind.Array:
                shown.GetArrayLength().ShouldBe(Math.Min(Shown, real.GetArrayLength()), path);
                for (var i = 0; i < shown.GetArrayLength(); i++)
                {
                    Compare(shown[i], real[i], $"{path}[{i}]");
                }

                break;
            case JsonValueKind.String when path.EndsWith(".text", StringComparison.Ordinal):
                real.GetString().ShouldNotBeNull().ShouldStartWith(shown.GetString()!, customMessage: path);
                break;
            default:
                real.GetRawText().ShouldBe(shown.GetRawText(), path);
                break;
        }
    }

    private static string Block(string markdown, string language) => Blocks(markdown, language).First();

    private static IEnumerable<string> Blocks(string markdown, string language) =>
        markdown
            .Split($"```{language}\n")
            .Skip(1)
            .Select(rest => rest[..rest.IndexOf("\n```", StringComparison.Ordinal)]);
}
