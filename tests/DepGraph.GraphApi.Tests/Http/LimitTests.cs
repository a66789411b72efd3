using System.Net;
using System.Text.Json;
using DepGraph.GraphApi.Identity;
using DepGraph.GraphApi.Tests.Testing;
using DepGraph.Ingestion.Jobs;
using DepGraph.Storage;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace DepGraph.GraphApi.Tests.Http;

public sealed class LimitTests
{
    [Theory]
    [InlineData("--GraphQL:MaxTokens=100", "tokens")]
    [InlineData("--GraphQL:MaxDepth=16", "DEPTH_LIMIT_EXCEEDED")]
    [InlineData("--GraphQL:MaxAliases=1", "ALIAS_LIMIT_EXCEEDED")]
    [InlineData("--GraphQL:MaxRootFields=1", "ROOT_FIELD_LIMIT_EXCEEDED")]
    [InlineData("--GraphQL:MaxFields=100", "FIELD_LIMIT_EXCEEDED")]
    [InlineData("--GraphQL:MaxFragments=1", "FRAGMENT_LIMIT_EXCEEDED")]
    [InlineData("--GraphQL:MaxCost=1000", "COST_LIMIT_EXCEEDED")]
    public async Task Each_limit_has_a_setting_and_judges_the_selected_operation_only(string setting, string expected)
    {
        await using var server = await ApiServer.StartAsync(settings: setting);
        var levels = string.Concat(Enumerable.Repeat("target { dependencies { ", 9));
        var document = $$"""
            query Large {
              a: __typename
              b: packageVersion(spec: "a") {
                {{string.Join(' ', Enumerable.Range(0, 100).Select(i => $"v{i}: version"))}}
                ... { version } ... { version }
                dependencies { {{levels}} name {{new string('}', 18)}} }
              }
            }
            query Small { __typename }
            """;

        var large = await AskAsync(server, document, "Large");
        large.TryGetProperty("data", out _).ShouldBeFalse();
        large.GetRawText().ShouldContain(expected);
        var small = await AskAsync(server, document, "Small");
        (small.TryGetProperty("data", out _) || expected == "tokens").ShouldBeTrue(small.GetRawText());
    }

    [Fact]
    public async Task Introspection_is_refused_where_it_is_switched_off()
    {
        await using var server = await ApiServer.StartAsync(settings: "--GraphQL:Introspection=false");

        var answer = await server.QueryAsync("{ __schema { queryType { name } } }");
        var sdl = await server.Http.GetAsync("graphql?sdl");

        answer.At("errors", "0").Code().ShouldBe("INTROSPECTION_DISABLED");
        sdl.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await sdl.Content.ReadAsStringAsync()).ShouldContain("GraphQL:Introspection");
        (await server.QueryAsync("{ __typename }")).Text("data", "__typename").ShouldBe("Query");
    }

    [Fact]
    public async Task What_is_open_when_the_time_is_over_is_null_with_an_error_and_the_rest_is_answered()
    {
        var ingestions = Substitute.For<IIngestions>();
        ingestions
            .FindAsync(Arg.Any<string>(), Arg.Any<CancellationToken>())
            .Returns(call => new ValueTask<IngestionRecord?>(NeverAsync(call.Arg<CancellationToken>())));
        await using var server = await ApiServer.StartAsync(
            new FakeRegistry().Publish("a", ("1.0.0", [])),
            services => services.AddSingleton(ingestions),
            "--GraphQL:MaxExecutionSeconds=2",
            "--Ingestion:MaxWaitSeconds=1",
            "--Ingestion:WaitSeconds=1"
        );

        var id = NodeId.Of(NodeId.Ingestion, "any");
        var answer = await server.QueryAsync($"{{ ingestion(id: \"{id}\") {{ id }} __typename }}");

        answer.Text("data", "__typename").ShouldBe("Query");
        answer.At("data", "ingestion").ValueKind.ShouldBe(JsonValueKind.Null);
        var error = answer.At("errors", "0");
        error.Code().ShouldBe("EXECUTION_TIMEOUT");
        error.At("extensions", "retryable").GetBoolean().ShouldBeTrue();
        error.At("path").GetRawText().ShouldBe("[\"ingestion\"]");
        error.Text("message")!.ShouldContain("2 seconds");
    }

    [Theory]
    [InlineData("packages(names: [NAMES]) { name }", "names")]
    [InlineData("ingestions(first: 1001) { nodes { id } }", "first")]
    [InlineData("ingestions(first: -1) { nodes { id } }", "first")]
    [InlineData("package(name: \"a\") { versions(first: 1001) { nodes { version } } }", "first")]
    [InlineData("package(name: \"a\") { versions(last: 1001) { nodes { version } } }", "last")]
    [InlineData("packageVersion(spec: \"a\") { dependencySet { entries(first: 1001) { nodes { depth } } } }", "first")]
    [InlineData("packageVersion(spec: \"a\") { dependencySet { edges(first: 1001) { nodes { from } } } }", "first")]
    [InlineData("packageVersion(spec: \"a\") { dependencyTree { nodes(first: 1001) { nodes { index } } } }", "first")]
    public async Task Every_list_has_a_longest_page(string field, string argument)
    {
        await using var server = await ApiServer.StartAsync(new FakeRegistry().Publish("a", ("1.0.0", [])));
        var names = string.Join(',', Enumerable.Repeat("\"a\"", 1_001));

        var answer = await server.QueryAsync($"{{ {field.Replace("NAMES", names, StringComparison.Ordinal)} }}");

        var message = answer.Text("errors", "0", "message")!;
        message.ShouldContain($"`{argument}`");
        message.ShouldContain("1000");
    }

    private static async Task<IngestionRecord?> NeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return null;
    }

    private static async Task<JsonElement> AskAsync(ApiServer server, string query, string operationName)
    {
        using var content = new StringContent(
            JsonSerializer.Serialize(new { query, operationName }),
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var response = await server.Http.PostAsync("graphql", content);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }
}
