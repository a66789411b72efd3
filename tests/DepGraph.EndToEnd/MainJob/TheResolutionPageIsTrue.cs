using DepGraph.Testing;

namespace DepGraph.EndToEnd.MainJob;

/// <summary>The example of docs/resolution.md gets the answer that stands there.</summary>
public sealed class TheResolutionPageIsTrue(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public async Task Both_views_answer_as_the_page_shows()
    {
        var page = await File.ReadAllTextAsync(Repository.File("docs/resolution.md"));
        var question = ReadmeBlocks.Of(page, "graphql").First();

        var data = await place.Program.DataAsync(question);

        ShownAnswer.Compare(ReadmeBlocks.Of(page, "json").First(), data);
    }
}
