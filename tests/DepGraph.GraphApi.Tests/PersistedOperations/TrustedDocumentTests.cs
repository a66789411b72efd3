using System.Net;
using System.Text;
using System.Text.Json;
using DepGraph.GraphApi.Hosting;
using DepGraph.GraphApi.Tests.Testing;
using DepGraph.GraphQL.Documents;
using DepGraph.Ingestion.Hosting;
using DepGraph.Testing;

namespace DepGraph.GraphApi.Tests.PersistedOperations;

public sealed class TrustedDocumentTests : IDisposable
{
    private const string Document = "query Name($name: String!) { package(name: $name) { name } }";
    private const string Variables = """{"name":"a"}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_protocol_names_the_same_document()
    {
        var hash = DocumentHash.Of(Document);
        Write($"{hash}.graphql", Document + "\n");
        Write("PackageName.graphql", Document);
        Write("relay.json", Json(new { relayId = Document }));
        Write(
            "apollo.json",
            Json(
                new
                {
                    format = "apollo-persisted-query-manifest",
                    version = 1,
                    operations = new[]
                    {
                        new
                        {
                            id = "apolloId",
                            name = "Name",
                            type = "query",
                            body = Document,
                        },
                    },
                }
            )
        );
        Write("notes.txt", "not a document");
        await using var server = await StartAsync();

        string[] requests =
        [
            $$"""{"documentId":"sha256:{{hash}}","variables":{{Variables}}}""",
            $$"""{"documentId":"PackageName","variables":{{Variables}}}""",
            $$"""{"id":"relayId","variables":{{Variables}}}""",
            $$"""{"id":"apolloId","variables":{{Variables}}}""",
            $$$"""{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"{{{hash}}}"}},"variables":{{{Variables}}}}""",
        ];
        foreach (var request in requests)
        {
            (await PostAsync(server, request)).Text("data", "package", "name").ShouldBe("a", request);
        }

        foreach (var parameter in new[] { "documentId=PackageName", "id=relayId", $"documentId=sha256:{hash}" })
        {
            var answer = await server.Http.GetStringAsync($"graphql?{parameter}&variables={Variables}");
            JsonElement.Parse(answer).Text("data", "package", "name").ShouldBe("a", parameter);
        }
    }

    [Fact]
    public async Task Nothing_else_is_executed_where_only_they_are()
    {
        Write("PackageName.graphql", Document);
        await using var server = await StartAsync("--GraphQL:OnlyTrustedDocuments=true");

        var introspection = await PostAsync(server, """{"query":"{ __schema { queryType { name } } }"}""");
        var unknown = await PostAsync(server, """{"documentId":"Other"}""");
        var whole = await PostAsync(
            server,
            $$"""{"query":{{JsonSerializer.Serialize(Document)}},"variables":{{Variables}}}"""
        );

        introspection.At("errors", "0").Code().ShouldBe("QUERY_NOT_IN_SAFELIST");
        unknown.At("errors", "0").Code().ShouldBe("PERSISTED_QUERY_NOT_IN_LIST");
        whole.Text("data", "package", "name").ShouldBe("a");
    }

    [Theory]
    [InlineData("Bad.graphql", "{ nope }", "Cannot query field", "column 3")]
    [InlineData("Bad.graphql", "{ __typename", "Syntax Error", "Bad.graphql")]
    [InlineData("Bad.graphql", "{ packages(names: []) { name } } query B { __typename }", "anonymous", "Bad.graphql")]
    [InlineData("Bad.graphql", "fragment F on Query { __typename }", "never used", "Bad.graphql")]
    [InlineData("Bad.json", "[]", "JSON object", "Bad.json")]
    [InlineData("Bad.json", "{\"a\":", "JSON", "Bad.json")]
    [InlineData("Bad.json", "{\"a\":1}", "`a` must be a text", "Bad.json")]
    [InlineData("Bad.json", "{\"operations\":[{\"id\":\"x\"}]}", "operations[0].body", "Bad.json")]
    [InlineData("Good.json", "{\"Good\":\"{ a: __typename }\"}", "'Good' stands for another document", "Good.graphql")]
    [InlineData(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.graphql",
        "{ __typename }",
        "SHA-256",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.graphql"
    )]
    public async Task A_broken_document_stops_the_start_and_is_named(
        string file,
        string content,
        string reason,
        string named
    )
    {
        Write("Good.graphql", "{ __typename }");
        Write(file, content);

        var failure = await Should.ThrowAsync<Exception>(async () =>
        {
            await using var server = await StartAsync();
        });

        var line = StartFailure.Describe(failure).ShouldNotBeNull(failure.ToString()).ShouldHaveSingleItem();
        line.ShouldStartWith("GraphQL:TrustedDocuments: ");
        line.ShouldContain(reason, Case.Sensitive);
        line.ShouldContain(named, Case.Sensitive);
        line.ShouldContain(file, Case.Sensitive);
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("application/graphql-response+json", HttpStatusCode.BadRequest)]
    public async Task A_hash_is_registered_by_the_first_request_that_brings_its_document(
        string accept,
        HttpStatusCode unknown
    )
    {
        await using var server = await ApiServer.StartAsync(new FakeRegistry().Publish("a", ("1.0.0", [])));
        server.Http.DefaultRequestHeaders.Accept.ParseAdd(accept);
        var extensions = $$$"""{"persistedQuery":{"version":1,"sha256Hash":"{{{DocumentHash.Of(Document)}}}"}}""";
        var byHash = $"graphql?extensions={extensions}&variables={Variables}";

        var first = await server.Http.GetAsync(byHash);
        first.StatusCode.ShouldBe(unknown);
        var error = JsonElement.Parse(await first.Content.ReadAsStringAsync()).At("errors", "0");
        error.Text("message").ShouldBe("PersistedQueryNotFound");
        error.Code().ShouldBe("PERSISTED_QUERY_NOT_FOUND");

        await server.Http.GetStringAsync($"{byHash}&query={Document}");
        var second = JsonElement.Parse(await server.Http.GetStringAsync(byHash));
        second.Text("data", "package", "name").ShouldBe("a");
    }

    private static string Json(object value) => JsonSerializer.Serialize(value);

    private void Write(string name, string content) => File.WriteAllText(folder.File(name), content);

    private Task<ApiServer> StartAsync(params string[] settings) =>
        ApiServer.StartAsync(
            new FakeRegistry().Publish("a", ("1.0.0", [])),
            [$"--GraphQL:TrustedDocuments={folder.Path}", .. settings]
        );

    private static async Task<JsonElement> PostAsync(ApiServer server, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync("graphql", content);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }
}
