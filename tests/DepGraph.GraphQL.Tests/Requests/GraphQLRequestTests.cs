using System.Text;
using DepGraph.GraphQL.Requests;

namespace DepGraph.GraphQL.Tests.Requests;

public class GraphQLRequestTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"{ a }\"")]
    [InlineData("[]")]
    [InlineData("""[{"query":"{ a }"}]""")]
    [InlineData("{}")]
    [InlineData("""{"query":null}""")]
    [InlineData("""{"query":["{ a }"]}""")]
    [InlineData("""{"query":"{ a }" """)]
    [InlineData("""{"query":"{ a }",}""")]
    [InlineData("""{"query":"{ a }"}{"query":"{ a }"}""")]
    [InlineData("""{"query":"{ a }"}/* x */""")]
    [InlineData("""{'query':'{ a }'}""")]
    [InlineData("""{"query":"{ a }","query":"{ a }"}""")]
    [InlineData("""{"query":"{ a }","variables":[1]}""")]
    [InlineData("""{"query":"{ a }","variables":"{}"}""")]
    [InlineData("""{"query":"{ a }","variables":{"a":NaN}}""")]
    [InlineData("""{"query":"{ a }","extensions":1}""")]
    [InlineData("""{"query":"{ a }","operationName":1}""")]
    [InlineData("{\"query\":\"{ a }\u0001\"}")]
    public void A_body_that_is_no_request_is_refused_with_a_reason(string body)
    {
        GraphQLRequest.TryParse(Encoding.UTF8.GetBytes(body), out var request, out var error).ShouldBeFalse();
        request.ShouldBeNull();
        error!.Message.ShouldNotBeEmpty();
        error.Code.ShouldBe("BAD_REQUEST");
    }

    [Theory]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0xc0, 0xaf })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 0xf0, 0x9f })]
    public void A_body_that_is_not_UTF8_is_refused(byte[] bytes)
    {
        byte[] body = [.. "{\"query\":\"{ a #"u8, .. bytes, .. "\\n}\"}"u8];
        GraphQLRequest.TryParse(body, out _, out var error).ShouldBeFalse();
        error!.Message.ShouldContain("UTF-8");
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        var body =
            "{\"query\":\"{ a }\",\"variables\":{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}}";
        GraphQLRequest.TryParse(Encoding.UTF8.GetBytes(body), out _, out var error).ShouldBeFalse();
        error!.Message.ShouldContain("JSON");
    }

    [Fact]
    public void Everything_optional_may_be_null_or_missing()
    {
        var body =
            """{"operationName":null,"variables":null,"extensions":null,"id":[{}],"query":"{ a }"}"""u8.ToArray();
        GraphQLRequest.TryParse(body, out var request, out _).ShouldBeTrue();
        request!.OperationName.ShouldBeNull();
        request.Extensions.ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Undefined);
        request.QueriesOnly.ShouldBeFalse();
    }

    [Fact]
    public void Extensions_are_read_when_asked_for()
    {
        var body = """{"query":"{ a }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}"""u8.ToArray();
        GraphQLRequest.TryParse(body, out var request, out _).ShouldBeTrue();
        request!.Extensions.GetProperty("persistedQuery").GetProperty("version").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"query":"{ a }","documentId":"x"}""", "documentId")]
    [InlineData("""{"documentId":1}""", "documentId")]
    [InlineData("""{"documentId":""}""", "query")]
    [InlineData("""{"id":1}""", "query")]
    [InlineData(
        """{"documentId":"x","extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}""",
        "persistedQuery"
    )]
    [InlineData("""{"query":"{ a }","extensions":{"persistedQuery":{"version":2,"sha256Hash":"x"}}}""", "version: 1")]
    [InlineData("""{"extensions":{"persistedQuery":{"version":1}}}""", "sha256Hash")]
    [InlineData("""{"extensions":{"persistedQuery":{"version":[1],"sha256Hash":{"a":1}}}}""", "sha256Hash")]
    [InlineData("""{"extensions":{"persistedQuery":["x"]}}""", "sha256Hash")]
    [InlineData("""{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"\ud800"}}}""", "surrogate")]
    [InlineData("""{"query":"{ a }","extensions":{"cost":"much"}}""", "extensions.cost")]
    [InlineData("""{"query":"{ a }","extensions":{"cost":{"report":true}}}""", "extensions.cost")]
    public void Parameters_that_do_not_go_together_are_refused_by_name(string body, string named)
    {
        GraphQLRequest.TryParse(Encoding.UTF8.GetBytes(body), out _, out var error).ShouldBeFalse();
        error!.Code.ShouldBe("BAD_REQUEST");
        error.Message.ShouldContain(named);
    }

    [Theory]
    [InlineData("""{"query":"{ a }","extensions":{"cost":"validate"}}""", CostMode.Validate)]
    [InlineData("""{"query":"{ a }","extensions":{"client":{"cost":1},"cost":"report","more":[]}}""", CostMode.Report)]
    [InlineData("""{"query":"{ a }","extensions":{"cost":null,"persistedQuery":null}}""", CostMode.None)]
    public void The_cost_is_asked_for_in_extensions(string body, CostMode cost)
    {
        GraphQLRequest.TryParse(Encoding.UTF8.GetBytes(body), out var request, out _).ShouldBeTrue();
        request!.Cost.ShouldBe(cost);
    }

    [Theory]
    [InlineData(null, null, "query")]
    [InlineData("{ a }", "[1]", "variables")]
    [InlineData("{ a }", "{", "variables")]
    [InlineData("{ a }", "{} {}", "variables")]
    public void Parameters_that_are_no_request_are_refused(string? query, string? variables, string named)
    {
        GraphQLRequest.TryCreate(query, null, variables, null, null, out _, out var error).ShouldBeFalse();
        error!.Message.ShouldContain(named);
    }

    [Fact]
    public void Parameters_make_a_request_for_queries_only()
    {
        GraphQLRequest.TryCreate("{ a }", "", """{"a":1}""", "null", null, out var request, out _).ShouldBeTrue();
        request!.QueriesOnly.ShouldBeTrue();
        request.OperationName.ShouldBeNull();
    }
}
