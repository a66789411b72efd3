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

    private static string Block(string markdown, string language)
    {
        var opening = $"```{language}\n";
        var start = markdown.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        return markdown[start..markdown.IndexOf("\n```", start, StringComparison.Ordinal)];
    }
}
