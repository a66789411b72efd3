using DepGraph.GraphQL.Documents;
using DepGraph.GraphQL.Tests.Execution;

namespace DepGraph.GraphQL.Tests.Documents;

public class TrustedDocumentTests
{
    private const string Document = "{ echo(text: \"trusted\") }";
    private const string Data = """{"data":{"echo":"trusted"}}""";

    private static readonly string Hash = DocumentHash.Of(Document);

    [Theory]
    [InlineData("""{"documentId":"named"}""")]
    [InlineData("""{"id":"named"}""")]
    [InlineData("""{"id":"named","query":null}""")]
    [InlineData("""{"id":"named","query":""}""")]
    [InlineData("""{"documentId":"n\u0061med"}""")]
    [InlineData("""{"documentId":"sha256:HASH"}""")]
    [InlineData("""{"documentId":"HASH"}""")]
    [InlineData("""{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"HASH"}}}""")]
    public async Task A_document_is_named_by_its_id_or_its_hash(string body)
    {
        var engine = Echo.Engine(new() { TrustedDocuments = Trusted(("named", Document)) });
        for (var i = 0; i < 2; i++)
        {
            (await Echo.Post(engine, body.Replace("HASH", Hash, StringComparison.Ordinal))).ShouldBe(Data);
        }
    }

    [Fact]
    public async Task An_id_that_is_not_known_is_told() =>
        (await Echo.Post(Echo.Engine(), """{"documentId":"nope"}""")).ShouldContain("PERSISTED_QUERY_NOT_FOUND");

    [Theory]
    [InlineData("""{"query":"{ echo }"}""", "QUERY_NOT_IN_SAFELIST")]
    [InlineData("""{"query":"{ __schema { description } }"}""", "QUERY_NOT_IN_SAFELIST")]
    [InlineData("""{"documentId":"nope"}""", "PERSISTED_QUERY_NOT_IN_LIST")]
    [InlineData(
        """{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"OTHER"}}}""",
        "PERSISTED_QUERY_NOT_IN_LIST"
    )]
    [InlineData(
        """{"query":"{ echo }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"OTHER"}}}""",
        "QUERY_NOT_IN_SAFELIST"
    )]
    public async Task Nothing_else_is_executed_where_only_trusted_documents_are(string body, string code)
    {
        var engine = Echo.Engine(
            new() { OnlyTrustedDocuments = true, TrustedDocuments = Trusted(("named", Document)) }
        );
        body = body.Replace("OTHER", DocumentHash.Of("{ echo }"), StringComparison.Ordinal);
        for (var i = 0; i < 2; i++)
        {
            (await Echo.Post(engine, body)).ShouldContain(code);
        }

        (await Echo.Post(engine, """{"documentId":"named"}""")).ShouldBe(Data);
    }

    [Fact]
    public async Task A_trusted_document_may_come_whole()
    {
        var engine = Echo.Engine(
            new() { OnlyTrustedDocuments = true, TrustedDocuments = Trusted(("named", Document)) }
        );
        (await engine.Ask(Document)).ShouldBe(Data);
        (await engine.Ask(Document)).ShouldBe(Data);
        (await engine.Ask(Document + " ")).ShouldContain("QUERY_NOT_IN_SAFELIST");
    }

    [Fact]
    public async Task A_client_cannot_put_another_document_under_a_trusted_id()
    {
        var hash = DocumentHash.Of("{ echo }");
        var engine = Echo.Engine(new() { TrustedDocuments = Trusted((hash, Document)) });
        var registration =
            """{"query":"{ echo }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"HASH"}}}""".Replace(
                "HASH",
                hash,
                StringComparison.Ordinal
            );
        (await Echo.Post(engine, registration)).ShouldBe("""{"data":{"echo":"x"}}""");
        (await Echo.Post(engine, $$"""{"documentId":"{{hash}}"}""")).ShouldBe(Data);
    }

    [Fact]
    public void One_id_cannot_stand_for_two_documents() =>
        Should
            .Throw<ArgumentException>(() => Trusted(("a", "{ echo }"), ("a", "{ b: echo }")))
            .Message.ShouldContain("'a'");

    [Theory]
    [InlineData("{ echo", "Syntax Error")]
    [InlineData("{ nope }", "nope")]
    [InlineData("query A { echo } query B { a: echo b: echo c: echo }", "root fields")]
    [InlineData("fragment F on Query { echo }", "never used")]
    public void A_check_finds_what_keeps_any_operation_from_being_executed(string document, string message)
    {
        var engine = Echo.Engine(new() { Limits = new() { MaxRootFields = 2 } });
        engine.Check(document).ShouldHaveSingleItem().Message.ShouldContain(message, Case.Insensitive);
    }

    [Fact]
    public void A_check_of_a_good_document_finds_nothing() => Echo.Engine().Check(Document).ShouldBeEmpty();

    private static TrustedDocuments Trusted(params (string Id, string Text)[] documents) =>
        TrustedDocuments.Create(documents.Select(d => KeyValuePair.Create(d.Id, d.Text)));
}
