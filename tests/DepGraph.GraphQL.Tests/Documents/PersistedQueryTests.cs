using System.Text.Json.Nodes;
using DepGraph.GraphQL.Documents;
using DepGraph.GraphQL.Requests;
using DepGraph.GraphQL.Tests.Execution;

namespace DepGraph.GraphQL.Tests.Documents;

public class PersistedQueryTests
{
    private const string Document = "query Q($t: String! = \"d\") { echo(text: $t) }";

    private static readonly string Hash = DocumentHash.Of(Document);

    [Fact]
    public async Task A_hash_is_unknown_until_its_document_is_sent_once()
    {
        var engine = Echo.Engine();
        await Refused(engine, Body(Hash), "PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
        (await Post(engine, Body(Hash, Document))).ShouldBe("""{"data":{"echo":"d"}}""");
        (await Post(engine, Body(Hash))).ShouldBe("""{"data":{"echo":"d"}}""");
        (await Post(engine, Body(Hash, null, """{"t":"v"}"""))).ShouldBe("""{"data":{"echo":"v"}}""");
        (await Post(engine, Body(Hash, Document))).ShouldBe("""{"data":{"echo":"d"}}""");
        (await Post(engine, $$"""{"documentId":"sha256:{{Hash}}"}""")).ShouldBe("""{"data":{"echo":"d"}}""");
    }

    [Fact]
    public async Task A_document_under_another_hash_is_refused_though_the_document_is_known()
    {
        var engine = Echo.Engine();
        var other = DocumentHash.Of("{ echo }");
        (await engine.Ask(Document)).ShouldBe("""{"data":{"echo":"d"}}""");
        await Refused(engine, Body(other, Document), "sha256Hash", "PERSISTED_QUERY_HASH_MISMATCH");
        await Refused(engine, Body(other), "PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
        await Refused(engine, Body(Hash.ToUpperInvariant(), Document), "sha256Hash", "PERSISTED_QUERY_HASH_MISMATCH");
    }

    [Fact]
    public async Task A_document_that_does_not_validate_is_not_kept()
    {
        var engine = Echo.Engine();
        var hash = DocumentHash.Of("{ nope }");
        (await Post(engine, Body(hash, "{ nope }"))).ShouldContain("nope");
        await Refused(engine, Body(hash), "PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
    }

    [Fact]
    public async Task A_document_with_escapes_and_other_scripts_is_hashed_as_its_text()
    {
        const string text = "{ echo(text: \"é\\n\\\"名\") }";
        var engine = Echo.Engine();
        (await Post(engine, Body(DocumentHash.Of(text), text))).ShouldBe("""{"data":{"echo":"é\n\"名"}}""");
        (await Post(engine, Body(DocumentHash.Of(text)))).ShouldBe("""{"data":{"echo":"é\n\"名"}}""");
    }

    [Fact]
    public async Task Each_operation_of_a_registered_document_can_be_named()
    {
        const string text = "query A { a: echo } query B { b: echo }";
        var engine = Echo.Engine();
        var hash = DocumentHash.Of(text);
        (await Post(engine, Body(hash, text, operationName: "A"))).ShouldBe("""{"data":{"a":"x"}}""");
        (await Post(engine, Body(hash, operationName: "B"))).ShouldBe("""{"data":{"b":"x"}}""");
    }

    [Fact]
    public async Task A_prepared_operation_outlives_its_text_and_the_text_outlives_the_preparation()
    {
        var withoutOperations = Echo.Engine(new() { OperationCacheBytes = 0 });
        await Post(withoutOperations, Body(Hash, Document));
        (await Post(withoutOperations, Body(Hash))).ShouldBe("""{"data":{"echo":"d"}}""");

        var withoutTexts = Echo.Engine(new() { PersistedQueryBytes = 1 });
        await Post(withoutTexts, Body(Hash, Document));
        (await Post(withoutTexts, Body(Hash))).ShouldBe("""{"data":{"echo":"d"}}""");
    }

    [Fact]
    public async Task What_is_kept_is_bounded_and_the_latest_stay()
    {
        var engine = Echo.Engine(new() { PersistedQueryBytes = 5_000, OperationCacheBytes = 0 });
        var documents = Enumerable.Range(0, 50).Select(i => $"{{ a{i}: echo }}").ToList();
        foreach (var document in documents)
        {
            await Post(engine, Body(DocumentHash.Of(document), document));
        }

        (await Post(engine, Body(DocumentHash.Of(documents[0])))).ShouldContain("PERSISTED_QUERY_NOT_FOUND");
        (await Post(engine, Body(DocumentHash.Of(documents[49])))).ShouldBe("""{"data":{"a49":"x"}}""");
    }

    [Fact]
    public async Task Switched_off_it_says_so_and_still_executes_what_comes_whole()
    {
        var engine = Echo.Engine(new() { PersistedQueryBytes = 0 });
        (await Post(engine, Body(Hash, Document))).ShouldBe("""{"data":{"echo":"d"}}""");
        await Refused(engine, Body(Hash), "PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED");
    }

    [Fact]
    public async Task It_works_with_parameters_too()
    {
        var engine = Echo.Engine();
        var extensions = $$$"""{"persistedQuery":{"version":1,"sha256Hash":"{{{Hash}}}"}}""";
        foreach (var query in new[] { Document, null, "" })
        {
            GraphQLRequest.TryCreate(query, null, null, extensions, null, out var request, out _).ShouldBeTrue();
            using var result = await engine.ExecuteAsync(request!, null, TestContext.Current.CancellationToken);
            result.ToString().ShouldBe("""{"data":{"echo":"d"}}""");
        }
    }

    private static string Body(
        string hash,
        string? query = null,
        string? variables = null,
        string? operationName = null
    )
    {
        var body = new JsonObject
        {
            ["operationName"] = operationName,
            ["variables"] = variables is null ? null : JsonNode.Parse(variables),
            ["extensions"] = new JsonObject
            {
                ["persistedQuery"] = new JsonObject { ["version"] = 1, ["sha256Hash"] = hash },
            },
        };
        if (query is not null)
        {
            body["query"] = query;
        }

        return body.ToJsonString();
    }

    private static Task<string> Post(GraphQLEngine engine, string body) => Echo.Post(engine, body);

    private static async Task Refused(GraphQLEngine engine, string body, string message, string code)
    {
        var error = JsonNode.Parse(await Post(engine, body))!["errors"]![0]!;
        error["message"]!.GetValue<string>().ShouldContain(message);
        error["extensions"]!["code"]!.GetValue<string>().ShouldBe(code);
    }
}
