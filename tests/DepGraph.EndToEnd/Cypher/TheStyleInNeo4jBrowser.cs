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

    /// <summary>Where the picture has its nodes, so that no arrow runs below one.</summary>
    private static readonly (string Caption, int X, int Y)[] Places =
    [
        ("express", 140, 410),
        ("4.22.3", 310, 410),
        ("serve-static", 470, 150),
        ("send", 700, 190),
        ("finalhandler", 545, 365),
        ("body-parser", 520, 590),
        ("debug", 760, 480),
        ("ms", 910, 320),
    ];

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

        // "Connect result nodes": nothing but what the query returns.
        await RunAsync(":config autoComplete: false");
        await Page.WaitForFunctionAsync(
            "() => JSON.parse(localStorage.getItem('neo4j.settings')).autoComplete === false"
        );
        var question = CypherPage.Questions.Single(q => q.Name == "Why is a package below a version?");
        await RunAsync($":params {question.Parameters}");
        await Page.GetByTestId("frameCommand").Filter(new() { HasText = ":params" }).First.WaitForAsync();
        await RunAsync(":clear");
        await Page.GetByTestId("frameCommand").Filter(new() { HasText = ":params" }).WaitForAsync(Gone);
        await RunAsync(question.Query);

        foreach (var (node, colour) in new[] { ("express", "#2F6FDE"), ("ms", "#2F6FDE"), ("4.22.3", "#2E9E6B") })
        {
            await Node(node).WaitForAsync();
            (await Node(node).Locator("circle.b-outline").GetAttributeAsync("fill")).ShouldBe(colour, node);
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
        foreach (var (caption, x, y) in Places)
        {
            await DragAsync(caption, x, y);
        }

        await Page.ScreenshotAsync(new() { Path = path });
    }

    /// <summary>As people do: the node stays where it is put.</summary>
    private async Task DragAsync(string caption, int x, int y)
    {
        var (fromX, fromY) = await CentreAsync(caption);
        await Page.Mouse.MoveAsync(fromX, fromY);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(x, y, new() { Steps = 10 });
        await Page.Mouse.UpAsync();
        // Off the node, which shows its properties while the mouse is on it.
        await Page.Mouse.MoveAsync(100, 700);
        await Page.WaitForFunctionAsync(HasSettled, null, new() { PollingInterval = 500 });
    }

    private async Task<(float X, float Y)> CentreAsync(string node)
    {
        var box = (await Node(node).Locator("circle.b-outline").BoundingBoxAsync())!;
        return (box.X + box.Width / 2, box.Y + box.Height / 2);
    }

    private ILocator Node(string caption) =>
        Page.Locator("g.node").Filter(new() { Has = Page.GetByText(caption, new() { Exact = true }) });

    [GeneratedRegex(@"([\w.]+) \{\n(.*?)\n\}", RegexOptions.Singleline)]
    private static partial Regex Rule();
}
