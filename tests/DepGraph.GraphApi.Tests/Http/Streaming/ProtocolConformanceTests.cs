using DepGraph.GraphApi.Tests.Testing;
using DepGraph.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DepGraph.GraphApi.Tests.Http.Streaming;

public sealed class ProtocolConformanceTests
{
    private static readonly string[] Arguments =
    [
        "--subscription",
        "subscription { ticked { count } }",
        "--trigger",
        "mutation { tick }",
        "--finite",
        "subscription { countdown(from: 3) }",
    ];

    [Fact]
    public async Task WebSockets_speak_graphql_transport_ws()
    {
        await using var server = await StartAsync("--Streaming:InitSeconds=4");

        var (exitCode, output) = await ConformanceScripts.RunAsync(
            "ws.mjs",
            new Uri(server.Http.BaseAddress!, "graphql"),
            // The wait bounds what must come on a machine that is busy with other things; nothing is slowed by it.
            [.. Arguments, "--init-timeout-ms", "30000", "--wait-ms", "30000"]
        );

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task Event_streams_speak_graphql_over_server_sent_events()
    {
        await using var server = await StartAsync();

        var (exitCode, output) = await ConformanceScripts.RunAsync(
            "sse.mjs",
            new Uri(server.Http.BaseAddress!, "graphql"),
            Arguments
        );

        exitCode.ShouldBe(0, output);
    }

    private static Task<ApiServer> StartAsync(params string[] settings) =>
        ApiServer.StartAsync(
            new FakeRegistry(),
            services => services.AddSingleton(new TickingSchema().CreateEngine()),
            settings
        );
}
