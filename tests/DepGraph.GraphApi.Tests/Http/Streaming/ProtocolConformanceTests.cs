using DepGraph.GraphApi.Tests.Testing;
using DepGraph.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DepGraph.GraphApi.Tests.Http.Streaming;

/// <summary>
/// The scripts give a subscription some hundred milliseconds to begin, which a busy machine may not have: then they are asked
/// again. What does not hold never holds.
/// </summary>
public sealed class ProtocolConformanceTests
{
    private const int Attempts = 4;

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
    public Task WebSockets_speak_graphql_transport_ws() =>
        // The wait bounds what has to come; nothing is slowed by it.
        HoldsAsync("ws.mjs", [.. Arguments, "--init-timeout-ms", "30000", "--wait-ms", "30000"]);

    [Fact]
    public Task Event_streams_speak_graphql_over_server_sent_events() => HoldsAsync("sse.mjs", Arguments);

    private static async Task HoldsAsync(string script, string[] arguments)
    {
        var printed = "";
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            await using var server = await StartAsync("--Streaming:InitSeconds=4");
            var (exitCode, output) = await ConformanceScripts.RunAsync(
                script,
                new Uri(server.Http.BaseAddress!, "graphql"),
                arguments
            );
            if (exitCode == 0)
            {
                return;
            }

            printed += output;
        }

        Assert.Fail(printed);
    }

    private static Task<ApiServer> StartAsync(params string[] settings) =>
        ApiServer.StartAsync(
            new FakeRegistry(),
            services => services.AddSingleton(new TickingSchema().CreateEngine()),
            settings
        );
}
