using System.Text.RegularExpressions;

namespace DepGraph.EndToEnd.Cypher;

/// <summary>docs/cypher.md as the tests need it.</summary>
internal static partial class CypherPage
{
    private const string SetsParameters = ":params ";

    public static IReadOnlyList<PageElement> Elements { get; } = MarkdownPage.Read("docs/cypher.md");

    /// <summary>Every query, in the page's order.</summary>
    public static IReadOnlyList<CypherQuestion> Questions { get; } = [.. FindQuestions()];

    /// <summary>Every GraphQL operation, in the page's order.</summary>
    public static IReadOnlyList<GraphQLQuestion> Operations { get; } = [.. FindOperations()];

    /// <summary>What the page says was imported, and as of when.</summary>
    public static (IReadOnlyList<string> Names, string AsOf) Import { get; } = FindImport();

    /// <summary>The first table below a heading.</summary>
    public static Table TableBelow(string heading) =>
        Elements.SkipWhile(element => element != new Heading(heading)).OfType<Table>().First();

    private static IEnumerable<CypherQuestion> FindQuestions()
    {
        var (heading, number, parameters) = ("", 0, "{}");
        for (var i = 0; i < Elements.Count; i++)
        {
            switch (Elements[i])
            {
                case Heading { Text: var text }:
                    (heading, number, parameters) = (text, 0, "{}");
                    break;
                case CodeBlock { Language: "cypher", Text: var text } when text.StartsWith(SetsParameters):
                    parameters = text[SetsParameters.Length..];
                    break;
                case CodeBlock { Language: "cypher", Text: var text }:
                    number++;
                    var after = Elements
                        .Skip(i + 1)
                        .TakeWhile(element => element is not (Heading or CodeBlock))
                        .ToList();
                    var prose = string.Join('\n', after.OfType<Prose>().Select(line => line.Text));
                    yield return new CypherQuestion(
                        number == 1 ? heading : $"{heading} ({number})",
                        parameters,
                        text,
                        after.OfType<Table>().FirstOrDefault(),
                        StartsAt().Match(prose) is { Success: true } index ? index.Groups[1].Value : null,
                        ReadsEvery().Match(prose) is { Success: true } label ? label.Groups[1].Value : null
                    );
                    break;
            }
        }
    }

    private static IEnumerable<GraphQLQuestion> FindOperations()
    {
        var blocks = Elements.OfType<CodeBlock>().ToList();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Language == "graphql")
            {
                var next = blocks.ElementAtOrDefault(i + 1);
                yield return new GraphQLQuestion(blocks[i].Text, next?.Language == "json" ? next.Text : null);
            }
        }
    }

    private static (IReadOnlyList<string> Names, string AsOf) FindImport()
    {
        var match = Imported().Match(string.Join('\n', Elements.OfType<Prose>().Select(line => line.Text)));
        return ([match.Groups[1].Value, match.Groups[2].Value], match.Groups[3].Value);
    }

    [GeneratedRegex(@"\*Starts at\* `([^`]+)`")]
    private static partial Regex StartsAt();

    [GeneratedRegex(@"\*Reads every\* `([^`]+)`")]
    private static partial Regex ReadsEvery();

    [GeneratedRegex(@"`([^`]+)`\s+and\s+`([^`]+)`\s+were\s+imported\s+with\s+`--as-of ([^`]+)`")]
    private static partial Regex Imported();
}
