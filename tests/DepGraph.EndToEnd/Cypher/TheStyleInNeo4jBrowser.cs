using System.Text.Json;
using System.Text.RegularExpressions;
using DepGraph.EndToEnd.Browsing;
using DepGraph.Testing;
using Microsoft.Playwright;

namespace DepGraph.EndToEnd.Cypher;

/// <summary>
/// An analyst with the real Neo4j Browser: logs in, drops the style onto the window, asks a question of docs/cypher.md and sees its answer in
/// the style's captions and colours. With <c>DEPGRAPH_SCREENSHOTS</c> naming a folder it leaves the page's picture there.
/// </summary>
[Collection(nameof(AnalystsGraph))]
public sealed partial class TheStyleInNeo4jBrowser(AnalystsGraph graph) : IAsyncLifetime
{
    private const string Style = "docs/neo4j/depgraph.grass";
    private const string Editor = "#monaco-main-editor textarea";

    /// <summary>Whether the nodes stand where they stood when this was last asked.</summary>
    private const string HasSettled = """
        () => {
          const former = window.nodesStoodAt;
          window.nodesStoodAt = [...document.querySelectorAll('g.node')].map(node => node.getAttribute('transform')).join();
          return window.nodesStoodAt === former;
        }
        """;

    private HeadlessBrowser? browser;

    private IPage Page => browser!.Page;

    public async ValueTask InitializeAsync()
    {
        browser = await HeadlessBrowser.StartAsync(width: 1280, height: 760);
        // Neo4j Browser would like fonts and usage statistics from elsewhere, and does without.
        await browser.Context.RouteAsync(
            url => new Uri(url) is { Scheme: "http" or "https" } uri && uri.Authority != graph.Server.Http!.Authority,
            route => route.AbortAsync()
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_question_shows_its_answer_in_the_captions_and_colours_of_the_style()
    {
        await LogInAsync();
        await DropAsync(Style);
        (await StoredStyleAsync()).ShouldBe(Rules(await File.ReadAllTextAsync(Repository.File(Style))));

        var question = CypherPage.Questions.Single(q => q.Name == "Why is a package below a version?");
        await RunAsync($":params {question.Parameters}");
        await Page.GetByTestId("frameCommand").Filter(new() { HasText = ":params" }).First.WaitForAsync();
        await RunAsync(":clear");
        await Page.GetByTestId("frameCommand").Filter(new() { HasText = ":params" }).WaitForAsync(Gone);
        await RunAsync(question.Query);

        foreach (var (node, colour) in new[] { ("express", "#2F6FDE"), ("ms", "#2F6FDE"), ("4.22.3", "#2E9E6B") })
        {
            var shown = Page.Locator("g.node").Filter(new() { Has = Page.GetByText(node, new() { Exact = true }) });
            await shown.WaitForAsync();
            (await shown.Locator("circle.b-outline").GetAttributeAsync("fill")).ShouldBe(colour, node);
        }

        foreach (var range in (string[])["~0.19.0", "2.6.9"])
        {
            await Page.Locator("g.relationship text").GetByText(range).First.WaitForAsync();
        }

        if (Environment.GetEnvironmentVariable("DEPGRAPH_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await SaveAsync(Path.Combine(folder, "neo4j-browser.png"));
        }
    }

    private static LocatorWaitForOptions Gone => new() { State = WaitForSelectorState.Detached };

    private async Task LogInAsync()
    {
        await Page.GotoAsync(new Uri(graph.Server.Http!, "browser/").ToString());
        await Page.GetByTestId("username").FillAsync(graph.Server.User);
        await Page.GetByTestId("password").FillAsync(graph.Server.Password);
        await Page.GetByTestId("connect").ClickAsync();
        await Page.Locator(Editor).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Page.GetByText("neo4j$").First.WaitForAsync();
    }

    /// <summary>As when a file is dragged from a file manager onto the window.</summary>
    private async Task DropAsync(string path)
    {
        var transfer = await Page.EvaluateHandleAsync(
            "([name, text]) => { const t = new DataTransfer(); t.items.add(new File([text], name)); return t; }",
            new[] { Path.GetFileName(path), await File.ReadAllTextAsync(Repository.File(path)) }
        );
        await Page.DispatchEventAsync(".filedrop", "drop", new { dataTransfer = transfer });
        await Page.WaitForFunctionAsync("() => localStorage.getItem('neo4j.grass')?.includes('node.Package')");
    }

    /// <summary>What the Browser made of it: <c>selector property value</c>, sorted.</summary>
    private async Task<IEnumerable<string>> StoredStyleAsync()
    {
        var style = JsonElement.Parse(await Page.EvaluateAsync<string>("() => localStorage.getItem('neo4j.grass')"));
        return style
            .EnumerateObject()
            .SelectMany(rule => rule.Value.EnumerateObject().Select(p => $"{rule.Name} {p.Name} {p.Value}"))
            .Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Rules(string style) =>
        Rule()
            .Matches(style)
            .SelectMany(rule =>
                rule.Groups[2]
                    .Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
                    .Select(pair => $"{rule.Groups[1].Value} {pair[0]} {pair[1].Trim('"')}")
            )
            .Order(StringComparer.Ordinal);

    private async Task RunAsync(string command)
    {
        await Page.Locator(Editor).FocusAsync();
        await Page.Keyboard.InsertTextAsync(command);
        await Page.Keyboard.PressAsync("Control+Enter");
    }

    private async Task SaveAsync(string path)
    {
        await Page.GetByTitle("Fullscreen", new() { Exact = true }).ClickAsync();
        await Page.WaitForFunctionAsync(HasSettled, null, new() { PollingInterval = 500 });
        await Page.ScreenshotAsync(new() { Path = path });
    }

    [GeneratedRegex(@"([\w.]+) \{\n(.*?)\n\}", RegexOptions.Singleline)]
    private static partial Regex Rule();
}
