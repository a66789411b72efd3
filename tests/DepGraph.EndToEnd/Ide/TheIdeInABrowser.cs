using System.Collections.Concurrent;
using DepGraph.EndToEnd.Browsing;
using DepGraph.Testing;
using Microsoft.Playwright;

namespace DepGraph.EndToEnd.Ide;

/// <summary>A person with a browser: the page at /, the IDE at /graphql, a query and its answer, and nobody else is contacted.</summary>
public sealed class TheIdeInABrowser(Workplace place) : IClassFixture<Workplace>, IAsyncLifetime
{
    private readonly ConcurrentQueue<string> elsewhere = new();
    private HeadlessBrowser? browser;

    private IPage Page => browser!.Page;

    public async ValueTask InitializeAsync()
    {
        browser = await HeadlessBrowser.StartAsync();
        using var page = await place.Program.Http.GetAsync("/ide/index.html");
        if (!page.IsSuccessStatusCode && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("The program was built without the IDE (BuildIde=false, or no Node.js).");
        }

        browser.Context.Request += (_, request) =>
        {
            var uri = new Uri(request.Url);
            if (uri.Scheme is not ("data" or "blob" or "ws") && uri.Authority != place.Program.Address.Authority)
            {
                elsewhere.Enqueue(request.Url);
            }
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_first_page_leads_to_an_ide_that_answers_its_example_and_contacts_nobody_else()
    {
        await Page.GotoAsync(place.Program.Address.ToString());
        (await Page.TitleAsync()).ShouldContain("DepGraph");
        await Page.GetByRole(AriaRole.Link, new() { Name = "IDE" }).ClickAsync();
        await Page.WaitForURLAsync("**/graphql");

        await Page.Locator(".graphiql-query-editor").GetByText("Express").First.WaitForAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Execute query" }).ClickAsync();

        await Page.Locator(".graphiql-response").GetByText("\"express\"").First.WaitForAsync();
        elsewhere.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_subscription_in_the_ide_shows_the_end_of_an_ingestion()
    {
        var begun = await place.Program.DataAsync(
            """mutation { ingest(input: { spec: "ms@^2" }) { ingestion { id } } }"""
        );
        var id = begun.GetProperty("ingest").GetProperty("ingestion").GetProperty("id").GetString();
        var sockets = new List<string>();
        Page.WebSocket += (_, socket) => sockets.Add(socket.Url);
        await Page.GotoAsync(new Uri(place.Program.Address, "graphql").ToString());
        var editor = Page.Locator(".graphiql-query-editor");
        await editor.GetByText("Express").First.WaitForAsync();

        await editor.GetByText("Express").First.ClickAsync();
        await Page.Keyboard.PressAsync("Control+A");
        await Page.Keyboard.InsertTextAsync($"subscription {{ ingestionProgress(id: \"{id}\") {{ state }} }}");
        await ExecuteUntilAsync("\"COMPLETE\"");

        sockets.ShouldContain(new UriBuilder(new Uri(place.Program.Address, "graphql")) { Scheme = "ws" }.ToString());
        elsewhere.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_ide_reads_the_schema_and_shows_its_documentation()
    {
        await Page.GotoAsync(new Uri(place.Program.Address, "graphql").ToString());

        await Page.GetByRole(AriaRole.Button, new() { Name = "Show Documentation Explorer" }).First.ClickAsync();
        var explorer = Page.Locator(".graphiql-plugin");
        await explorer.GetByText("Query", new() { Exact = true }).First.ClickAsync();

        await explorer.GetByText("Everything that can be asked.").WaitForAsync();
        elsewhere.ShouldBeEmpty();
    }

    /// <summary>
    /// Presses the button until the response shows a text. The IDE takes note of what was typed a moment later; pressed before
    /// that, it asks for the operation that was there before and shows the error.
    /// </summary>
    private async Task ExecuteUntilAsync(string text)
    {
        var response = Page.Locator(".graphiql-response");
        var wanted = response.GetByText(text).First;
        do
        {
            await Page.GetByRole(AriaRole.Button, new() { Name = "Execute query" }).ClickAsync();
            await wanted.Or(response.GetByText("\"errors\"").First).First.WaitForAsync();
        } while (!await wanted.IsVisibleAsync());
    }
}
