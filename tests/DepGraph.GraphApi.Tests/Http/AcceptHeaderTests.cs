using DepGraph.GraphApi.Http;
using Microsoft.Extensions.Primitives;

namespace DepGraph.GraphApi.Tests.Http;

public sealed class AcceptHeaderTests
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Theory]
    [InlineData(null, "Json")]
    [InlineData("*/*", "Json")]
    [InlineData("application/*", "Json")]
    [InlineData("application/json", "Json")]
    [InlineData("application/graphql-response+json", "GraphQLResponse")]
    [InlineData("application/graphql-response+json, application/json;q=0.9", "GraphQLResponse")]
    [InlineData("application/json, application/graphql-response+json", "Json")]
    [InlineData("application/json;q=0.5, application/graphql-response+json;q=0.8", "GraphQLResponse")]
    [InlineData("APPLICATION/JSON; charset=UTF-8", "Json")]
    [InlineData("application/json; charset=latin1", "None")]
    [InlineData("application/json;q=0", "None")]
    [InlineData("text/plain", "None")]
    [InlineData(Browser, "Json")]
    public void The_client_gets_what_it_likes_best(string? header, string expected) =>
        AcceptHeader.Negotiate(new StringValues(header)).ToString().ShouldBe(expected);

    [Theory]
    [InlineData(Browser, "Html")]
    [InlineData("*/*", "Json")]
    [InlineData("application/json, text/html;q=0.1", "Json")]
    public void Html_is_for_those_who_name_it(string header, string expected) =>
        AcceptHeader.Negotiate(header, offerHtml: true).ToString().ShouldBe(expected);
}
