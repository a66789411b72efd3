using System.Text.Json;
using DepGraph.EndToEnd.Answers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.MainJob;

/// <summary>The README's question about dependents gets the README's answer, after its first question was asked.</summary>
public sealed class TheReadmeIsTrueBackwards(Workplace place) : IClassFixture<Workplace>
{
    private static readonly string[] Lists = ["dependents", "inAllVersions", "indirect"];

    [Fact]
    public async Task The_question_about_dependents_gets_the_answer_that_stands_there_once_the_first_one_is_stored()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"));
        var backwards = readme[readme.IndexOf("\n## Backwards\n", StringComparison.Ordinal)..];
        var shown = ReadmeBlocks.Of(backwards, "json").First();
        var question = ReadmeBlocks.Of(backwards, "graphql").First();
        var expected = JsonElement.Parse(shown).GetProperty("data");
        await place.Program.DataAsync(ReadmeBlocks.Of(readme, "graphql").First());

        var data = await Eventually.BecomesAsync(
            () => place.Program.DataAsync(question),
            found => Lists.All(list => Count(found, list) >= Count(expected, list)),
            "all that the first question fetched is in the index"
        );

        ShownAnswer.Compare(shown, data);
    }

    private static int Count(JsonElement data, string list) =>
        data.GetProperty("package").GetProperty(list).GetProperty("totalCount").GetInt32();
}
