using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DepGraph.EndToEnd.Answers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Operating;

/// <summary>What browsers, scripts and other services see at /graphql beside the answers themselves.</summary>
public sealed class HttpFace(Workplace place) : IClassFixture<Workplace>
{
    private const string Question = """{"query":"{ package(name: \"@syn/leaf\") { name } }"}""";

    private HttpClient Http => place.Program.Http;

    [Fact]
    public async Task A_page_of_this_machine_may_send_json_and_preferences()
    {
        using var preflight = Preflight("http://localhost:3000");
        using var response = await Http.SendAsync(preflight);

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(response, "Access-Control-Allow-Origin").ShouldBe("http://localhost:3000");
        Header(response, "Access-Control-Allow-Methods").ShouldContain("POST");
        Header(response, "Access-Control-Allow-Headers").ToLowerInvariant().ShouldContain("content-type");
        Header(response, "Access-Control-Allow-Headers").ToLowerInvariant().ShouldContain("prefer");
    }

    [Theory]
    [InlineData("https://elsewhere.invalid")]
    [InlineData("http://localhost.elsewhere.invalid")]
    [InlineData("null")]
    public async Task A_page_of_elsewhere_may_nothing(string origin)
    {
        using var preflight = Preflight(origin);
        using var refused = await Http.SendAsync(preflight);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = Json(Question) };
        request.Headers.Add("Origin", origin);
        using var answered = await Http.SendAsync(request);

        refused.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        answered.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task A_page_of_this_machine_reads_its_answer()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = Json(Question) };
        request.Headers.Add("Origin", "http://localhost:3000");
        request.Headers.Add("Prefer", "wait=7");

        using var response = await Http.SendAsync(request);

        Header(response, "Access-Control-Allow-Origin").ShouldBe("http://localhost:3000");
        Header(response, "Access-Control-Expose-Headers").ShouldContain("Preference-Applied");
        Header(response, "Preference-Applied").ShouldBe("wait=7");
        response.Headers.Vary.ShouldContain("Origin");
    }

    [Theory]
    [InlineData("wait=7", "wait=7")]
    [InlineData("respond-async, wait=\"7\"; foo", "wait=7")]
    [InlineData("wait=100000", "wait=240")]
    [InlineData("wait=0", "wait=0")]
    [InlineData("wait=soon", null)]
    [InlineData("wait=-1", null)]
    [InlineData("wait=99999999999999999999", null)]
    [InlineData("return=minimal", null)]
    public async Task A_wait_is_applied_up_to_the_maximum_and_said(string preference, string? applied)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = Json(Question) };
        request.Headers.TryAddWithoutValidation("Prefer", preference);

        using var response = await Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (response.Headers.TryGetValues("Preference-Applied", out var values) ? values.Single() : null).ShouldBe(
            applied
        );
    }

    [Fact]
    public async Task The_schema_that_is_served_is_the_file()
    {
        var served = await Http.GetStringAsync("/graphql?sdl");

        served.ShouldBe(await File.ReadAllTextAsync(Repository.File("schema.graphql")));
    }

    [Fact]
    public async Task A_query_may_be_asked_by_get()
    {
        var query = Uri.EscapeDataString("""query Q($name: String!) { package(name: $name) { name } }""");
        var variables = Uri.EscapeDataString("""{"name":"@syn/leaf"}""");

        using var response = await Http.GetAsync($"/graphql?query={query}&variables={variables}&operationName=Q");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"data":{"package":{"name":"@syn/leaf"}}}""");
    }

    [Fact]
    public async Task A_mutation_by_get_is_refused_and_not_done()
    {
        var query = Uri.EscapeDataString("""mutation { ingest(input: { spec: "@syn/wide" }) { ingestion { id } } }""");

        using var response = await Http.GetAsync($"/graphql?query={query}");

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldContain("POST");
        (await IngestionAnswer.ListAsync(place.Program)).ShouldNotContain(ingestion => ingestion.Spec == "@syn/wide");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=latin1")]
    [InlineData("application/jsonp")]
    [InlineData(null)]
    public async Task A_body_that_any_page_could_post_is_refused_and_not_done(string? contentType)
    {
        using var content = Json(
            """{"query":"mutation { ingest(input: { spec: \"@syn/wide\" }) { ingestion { id } } }"}"""
        );
        content.Headers.Remove("Content-Type");
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using var response = await Http.PostAsync("/graphql", content);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await IngestionAnswer.ListAsync(place.Program)).ShouldNotContain(ingestion => ingestion.Spec == "@syn/wide");
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Another_method_is_not_allowed(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/graphql") { Content = Json(Question) };

        using var response = await Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""[{"query":"{ __typename }"}]""")]
    [InlineData("""{"query":5}""")]
    [InlineData("""{"query":"{ __typename }","variables":[]}""")]
    [InlineData("""{"no":"query"}""")]
    public async Task A_body_that_is_no_request_is_a_400_with_an_error(string body)
    {
        using var content = Json(body);

        using var response = await Http.PostAsync("/graphql", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
        answer.RootElement.GetProperty("errors").GetArrayLength().ShouldBe(1);
        answer.RootElement.TryGetProperty("data", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_that_takes_only_html_from_a_post_gets_a_406()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = Json(Question) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));

        using var response = await Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
    }

    [Theory]
    [InlineData("a-clients-own.id_1", true)]
    [InlineData("<script>", false)]
    [InlineData("id with blanks", false)]
    public async Task A_clients_request_id_comes_back_when_it_is_harmless(string id, bool comesBack)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = Json(Question) };
        request.Headers.TryAddWithoutValidation("X-Request-Id", id);

        using var response = await Http.SendAsync(request);

        (response.Headers.TryGetValues("X-Request-Id", out var values) && values.Contains(id)).ShouldBe(comesBack);
    }

    [Fact]
    public async Task Forwarded_headers_change_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Forwarded-Host", "elsewhere.invalid");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Prefix", "/elsewhere");

        using var response = await Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("elsewhere");
        response.Headers.ToString().ShouldNotContain("elsewhere");
    }

    [Fact]
    public async Task A_path_that_is_none_says_where_the_api_is()
    {
        using var response = await Http.GetAsync("/ide/../../etc/passwd");
        using var nothing = await Http.GetAsync("/nothing");
        using var escape = await Http.GetAsync("/ide/%2e%2e/DepGraph.GraphApi.dll");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        nothing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await nothing.Content.ReadAsStringAsync()).ShouldContain("/graphql");
        escape.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static HttpRequestMessage Preflight(string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, "/graphql");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type,prefer");
        return request;
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static string Header(HttpResponseMessage response, string name) =>
        string.Join(", ", response.Headers.GetValues(name));
}
