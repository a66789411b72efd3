using System.Net;
using System.Text;
using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;

namespace DepGraph.GraphApi.Tests.Http;

/// <summary>What a page of another site can make a browser send without asking first: nothing that is executed.</summary>
public sealed class ForeignPageTests : IAsyncLifetime
{
    private readonly FakeRegistry registry = new FakeRegistry().Publish("a", ("1.0.0", []));
    private ApiServer server = null!;

    public async ValueTask InitializeAsync() =>
        server = await ApiServer.StartAsync(registry, "--Api:AllowedOrigins:0=https://ide.example");

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("no-cors", "image", null)]
    [InlineData("no-cors", "script", null)]
    [InlineData("navigate", "iframe", null)]
    [InlineData("cors", "empty", "https://evil.example")]
    [InlineData("cors", "empty", "null")]
    [InlineData("websocket", "websocket", "https://evil.example")]
    public async Task A_query_by_get_that_a_foreign_page_sends_is_refused(
        string mode,
        string destination,
        string? origin
    )
    {
        var response = await GetAsync("cross-site", mode, destination, origin);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await response.Content.ReadAsStringAsync()).ShouldContain("Api:AllowedOrigins");
        registry.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cross-site", "navigate", "document", null)]
    [InlineData("cross-site", "cors", "empty", "https://ide.example")]
    [InlineData("same-origin", "cors", "empty", null)]
    [InlineData("same-site", "cors", "empty", "http://localhost:3000")]
    [InlineData("none", "navigate", "document", null)]
    public async Task Links_allowed_origins_and_own_pages_are_answered(
        string site,
        string mode,
        string destination,
        string? origin
    )
    {
        var response = await GetAsync(site, mode, destination, origin);

        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        answer.Text("data", "package", "name").ShouldBe("a");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData(null)]
    public async Task A_mutation_in_a_body_that_needs_no_preflight_does_nothing(string? contentType)
    {
        using var content = new ByteArrayContent(
            Encoding.UTF8.GetBytes("""{"query":"mutation { refresh(input: { name: \"a\" }) { ingestion { id } } }"}""")
        );
        if (contentType is not null)
        {
            content.Headers.ContentType = new(contentType);
        }

        var response = await server.Http.PostAsync("graphql", content);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        registry.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mutation_by_get_does_nothing_in_any_disguise()
    {
        const string mutation = "mutation M{refresh(input:{name:\"a\"}){ingestion{id}}} query Q{__typename}";
        foreach (var rest in new[] { "&operationName=M", "&operationName=M&extensions={\"cost\":\"report\"}" })
        {
            var response = await server.Http.GetAsync($"graphql?query={mutation}{rest}");

            response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        }

        registry.Asked.ShouldBeEmpty();
    }

    private async Task<HttpResponseMessage> GetAsync(string site, string mode, string destination, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "graphql?query={package(name:\"a\"){name}}");
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Headers.Add("Sec-Fetch-Mode", mode);
        request.Headers.Add("Sec-Fetch-Dest", destination);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await server.Http.SendAsync(request);
    }
}
