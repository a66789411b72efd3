using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;

namespace DepGraph.GraphApi.Tests.Http;

public sealed class GraphQLOverHttpTests : IAsyncLifetime
{
    private ApiServer server = null!;

    public async ValueTask InitializeAsync() =>
        server = await ApiServer.StartAsync(
            settings: ["--Api:MaxBodyBytes=2048", "--Api:AllowedOrigins:0=https://ide.example"]
        );

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonp")]
    public async Task A_post_that_a_foreign_page_could_send_without_asking_is_refused(string contentType)
    {
        using var content = new StringContent("{\"query\":\"{ __typename }\"}");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);

        var response = await server.Http.PostAsync("graphql", content);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await ReadErrorAsync(response)).ShouldContain("application/json");
    }

    [Fact]
    public async Task A_mutation_by_get_is_refused()
    {
        var response = await server.Http.GetAsync("graphql?query=mutation{refresh(input:{name:\"a\"}){ingestion{id}}}");

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    [Fact]
    public async Task A_query_by_get_is_answered()
    {
        var response = await server.Http.GetStringAsync("graphql?query={__typename}");

        response.ShouldBe("{\"data\":{\"__typename\":\"Query\"}}");
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("application/graphql-response+json", HttpStatusCode.BadRequest)]
    public async Task What_does_not_validate_has_the_status_of_its_media_type(string accept, HttpStatusCode expected)
    {
        using var request = Post("{\"query\":\"{ nothing }\"}");
        request.Headers.Accept.ParseAdd(accept);

        var response = await server.Http.SendAsync(request);

        response.StatusCode.ShouldBe(expected);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(accept);
    }

    [Theory]
    [InlineData("{\"query\":")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"query\":1}")]
    [InlineData("")]
    public async Task A_body_that_is_no_request_is_a_bad_request(string body)
    {
        using var request = Post(body);

        var response = await server.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadErrorAsync(response)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_body_above_the_limit_is_refused_and_named()
    {
        using var request = Post($"{{\"query\":\"{{ __typename }} #{new string('x', 4_000)}\"}}");
        // The body waits for a leave that does not come: sent to a server that has closed already, it would fail the request.
        request.Headers.ExpectContinue = true;
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan };
        using var http = new HttpClient(handler) { BaseAddress = server.Http.BaseAddress };

        var response = await http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await ReadErrorAsync(response)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_body_in_pieces_is_put_together()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql")
        {
            Content = new Pieces("{\"query\":\"{ __typename }\"}"),
        };

        var response = await server.Http.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldBe("{\"data\":{\"__typename\":\"Query\"}}");
    }

    [Fact]
    public async Task Other_methods_are_told_which_ones_there_are()
    {
        var response = await server.Http.DeleteAsync("graphql");

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldBe(["GET", "POST"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_answer_that_the_client_cannot_take_is_not_given()
    {
        using var request = Post("{\"query\":\"{ __typename }\"}");
        request.Headers.Accept.ParseAdd("text/csv");

        (await server.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
    }

    [Theory]
    [InlineData("http://localhost:3000", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("https://ide.example", true)]
    [InlineData("https://evil.example", false)]
    [InlineData("http://localhost.evil.example", false)]
    [InlineData("null", false)]
    public async Task A_preflight_lets_in_this_machine_and_the_configured_origins(string origin, bool isAllowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "graphql");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type,prefer");

        var response = await server.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBe(isAllowed);
        if (isAllowed)
        {
            response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([origin]);
            response.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("Prefer");
        }
    }

    [Theory]
    [InlineData("wait=2", "wait=2")]
    [InlineData("wait=100000", "wait=240")]
    [InlineData("wait=soon", null)]
    public async Task The_wait_that_holds_is_told(string prefer, string? applied)
    {
        using var request = Post("{\"query\":\"{ __typename }\"}");
        request.Headers.Add("Prefer", prefer);

        var response = await server.Http.SendAsync(request);

        response.Headers.TryGetValues("Preference-Applied", out var values);
        values?.Single().ShouldBe(applied);
        (values is null).ShouldBe(applied is null);
    }

    [Fact]
    public async Task The_clients_request_id_comes_back()
    {
        using var request = Post("{\"query\":\"{ __typename }\"}");
        request.Headers.Add("X-Request-Id", "abc-123");

        var response = await server.Http.SendAsync(request);

        response.Headers.GetValues("X-Request-Id").ShouldBe(["abc-123"]);
    }

    private static HttpRequestMessage Post(string body) =>
        new(HttpMethod.Post, "graphql") { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static async Task<string> ReadErrorAsync(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync()).Text("errors", "0", "message")!;

    /// <summary>JSON that is sent byte by byte, without a length.</summary>
    private sealed class Pieces : HttpContent
    {
        private readonly byte[] bytes;

        public Pieces(string json)
        {
            bytes = Encoding.UTF8.GetBytes(json);
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var one in bytes)
            {
                await stream.WriteAsync(new[] { one });
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
