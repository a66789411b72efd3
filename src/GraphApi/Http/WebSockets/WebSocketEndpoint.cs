using DepGraph.GraphApi.Hosting;
using DepGraph.GraphApi.Http.Streaming;
using DepGraph.GraphQL.Requests;
using DepGraph.Ingestion.Graph;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Http.WebSockets;

/// <summary>Opens WebSockets at /graphql, for clients that speak graphql-transport-ws and may come from where they come.</summary>
internal sealed partial class WebSocketEndpoint(
    GraphQLEngine engine,
    PackageGraph graph,
    ConsistentReads reads,
    StreamPlaces places,
    CorsPolicy cors,
    IOptions<StreamingOptions> streaming,
    IOptions<ApiOptions> api,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<WebSocketEndpoint> logger
)
{
    /// <summary>The sub-protocol.</summary>
    public const string Protocol = "graphql-transport-ws";

    /// <summary>Whether the request may be one for a WebSocket.</summary>
    public static bool MayBeFor(HttpContext context) =>
        context.Request.Headers.Upgrade.Count > 0 || HttpMethods.IsConnect(context.Request.Method);

    public Task HandleAsync(HttpContext context)
    {
        // A WebSocket needs no preflight: any page could open one with the user's own network in its reach.
        if (!cors.IsAllowed(context.Request))
        {
            return PlainResponse.WriteAsync(
                context,
                StatusCodes.Status403Forbidden,
                "This page may not use the API: Api:AllowedOrigins does not have its origin."
            );
        }

        if (!context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol))
        {
            return PlainResponse.WriteAsync(
                context,
                StatusCodes.Status400BadRequest,
                $"The WebSocket sub-protocol here is {Protocol}; the request does not offer it."
            );
        }

        if (!places.TryTake(out var place))
        {
            return PlainResponse.WriteBusyAsync(context);
        }

        return RunAsync(context, place);
    }

    private async Task RunAsync(HttpContext context, IDisposable place)
    {
        using (place)
        {
            var options = streaming.Value;
            var preferred = PreferHeader.GetWait(context.Request.Headers["Prefer"]);
            using var socket = await context.WebSockets.AcceptWebSocketAsync(Protocol);
            using var reader = new SocketReader(socket, api.Value.MaxBodyBytes);
            using var sender = new SocketSender(socket, TimeSpan.FromSeconds(options.SendSeconds), time);
            var operations = new SocketOperations(
                engine,
                reads,
                token => graph.BeginSession(preferred, token),
                sender,
                options.MaxOperationsPerSocket
            );
            await new SocketConnection(
                socket,
                reader,
                sender,
                operations,
                TimeSpan.FromSeconds(options.InitSeconds),
                time,
                LogFailure
            ).RunAsync(lifetime.ApplicationStopping, context.RequestAborted);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A WebSocket's operation broke")]
    private partial void LogFailure(Exception exception);
}
