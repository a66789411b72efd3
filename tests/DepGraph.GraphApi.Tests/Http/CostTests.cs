using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;

namespace DepGraph.GraphApi.Tests.Http;

public sealed class CostTests : IAsyncLifetime
{
    private const string Header = "GraphQL-Cost";

    private readonly FakeRegistry registry = new FakeRegistry().Publish("a", ("1.0.0", []));
    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync(registry, "--GraphQL:MaxCost=5000");

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("report")]
    [InlineData("Report")]
    public async Task A_report_comes_with_the_answer(string header)
    {
        var (status, answer) = await SendAsync(Post("{ package(name: \"a\") { name license } }"), header);

        status.ShouldBe(HttpStatusCode.OK);
        answer.Text("data", "package", "name").ShouldBe("a");
        answer.At("extensions", "cost").GetRawText().ShouldBe("""{"requested":10,"maximum":5000}""");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/graphql-response+json")]
    public async Task A_validation_tells_the_cost_and_asks_nobody(string accept)
    {
        var request = Post("{ package(name: \"a\") { name license } }");
        request.Headers.Accept.ParseAdd(accept);

        var (status, answer) = await SendAsync(request, "validate");

        status.ShouldBe(HttpStatusCode.OK);
        answer.GetRawText().ShouldBe("""{"extensions":{"cost":{"requested":10,"maximum":5000}}}""");
        registry.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_validation_does_not_change_anything()
    {
        var (_, answer) = await SendAsync(
            Post("mutation { ingest(input: { spec: \"a\" }) { ingestion { id } } }"),
            "validate"
        );

        answer.At("extensions", "cost", "requested").GetDouble().ShouldBe(101);
        (await server.QueryAsync("{ ingestions { totalCount } }"))
            .At("data", "ingestions", "totalCount")
            .GetInt32()
            .ShouldBe(0);
        registry.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("application/graphql-response+json", HttpStatusCode.BadRequest)]
    public async Task Above_the_limit_a_validation_tells_the_cost_and_the_error(string accept, HttpStatusCode expected)
    {
        var request = Post("query($names: [String!]!) { packages(names: $names) { license } }", new string[501]);
        request.Headers.Accept.ParseAdd(accept);

        var (status, answer) = await SendAsync(request, "validate");

        status.ShouldBe(expected);
        answer.At("errors", "0").Code().ShouldBe("COST_LIMIT_EXCEEDED");
        answer.At("extensions", "cost", "requested").GetDouble().ShouldBe(501 * 10);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("report, validate")]
    [InlineData("0")]
    public async Task Any_other_value_is_a_bad_request(string header)
    {
        var (status, answer) = await SendAsync(Post("{ __typename }"), header);

        status.ShouldBe(HttpStatusCode.BadRequest);
        var message = answer.Text("errors", "0", "message")!;
        message.ShouldContain("GraphQL-Cost");
        message.ShouldContain("validate");
    }

    [Fact]
    public async Task A_get_can_ask_for_it_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "graphql?query={graphStats{packages}}");

        var (_, answer) = await SendAsync(request, "validate");

        answer.At("extensions", "cost", "requested").GetDouble().ShouldBe(5);
    }

    [Fact]
    public async Task Extensions_ask_for_it_where_headers_cannot()
    {
        var get = "graphql?query={graphStats{packages}}&extensions={\"cost\":\"validate\"}";

        var answer = JsonElement.Parse(await server.Http.GetStringAsync(get));

        answer.GetRawText().ShouldBe("""{"extensions":{"cost":{"requested":5,"maximum":5000}}}""");
    }

    [Fact]
    public async Task A_page_of_another_origin_may_send_the_header()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "graphql");
        request.Headers.Add("Origin", "http://localhost:3000");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type,graphql-cost");

        var response = await server.Http.SendAsync(request);

        response.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain(Header);
    }

    private static HttpRequestMessage Post(string query, string[]? names = null) =>
        new(HttpMethod.Post, "graphql")
        {
            Content = JsonContent.Create(new { query, variables = new { names = names?.Select(_ => "a") } }),
        };

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpRequestMessage request, string header)
    {
        request.Headers.TryAddWithoutValidation(Header, header);
        using var response = await server.Http.SendAsync(request);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }
}
