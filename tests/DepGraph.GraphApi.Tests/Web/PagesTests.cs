using System.Net;
using DepGraph.GraphApi.Tests.Testing;
using DepGraph.GraphApi.Web;
using DepGraph.Testing;
using Microsoft.AspNetCore.Http;

namespace DepGraph.GraphApi.Tests.Web;

public sealed class PagesTests
{
    [Fact]
    public async Task The_first_page_leads_to_the_ide()
    {
        await using var server = await ApiServer.StartAsync();

        var page = await server.Http.GetStringAsync("/");

        page.ShouldContain("href=\"/graphql\"");
        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
    }

    [Fact]
    public async Task A_browser_gets_a_page_where_a_client_gets_json()
    {
        await using var server = await ApiServer.StartAsync();
        using var browser = new HttpRequestMessage(HttpMethod.Get, "graphql");
        browser.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");

        var page = await server.Http.SendAsync(browser);
        var answer = await server.Http.GetAsync("graphql");

        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task Without_a_bundle_the_page_says_how_to_get_the_ide()
    {
        using var folder = new TemporaryFolder();

        (await PageAsync(new IdeFiles(folder.File("ide")))).ShouldContain("Node.js");
    }

    [Fact]
    public async Task With_a_bundle_its_page_is_served()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("index.html"), "the bundle", TestContext.Current.CancellationToken);

        (await PageAsync(new IdeFiles(folder.Path))).ShouldBe("the bundle");
    }

    [Theory]
    [InlineData("/ide/../appsettings.json")]
    [InlineData("/ide/%2e%2e/appsettings.json")]
    [InlineData("/ide/nothing.js")]
    [InlineData("/nothing")]
    public async Task Nothing_else_is_served(string path)
    {
        await using var server = await ApiServer.StartAsync();

        (await server.Http.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/assets/index-4f2a.js", "public, max-age=31536000, immutable")]
    [InlineData("/index.html", "no-cache")]
    public async Task Only_files_whose_names_change_with_their_content_are_kept_for_good(string path, string expected)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("assets"));
        await File.WriteAllTextAsync(folder.File("index.html"), "page", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("assets/index-4f2a.js"), "x", TestContext.Current.CancellationToken);
        var context = new DefaultHttpContext { Request = { Method = "GET" } };

        await new IdeFiles(folder.Path).HandleAsync(context, path);

        context.Response.Headers.CacheControl.ToString().ShouldBe(expected);
    }

    private static async Task<string> PageAsync(IdeFiles ide)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        await ide.WritePageAsync(context);
        await context.Response.BodyWriter.FlushAsync();
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}
