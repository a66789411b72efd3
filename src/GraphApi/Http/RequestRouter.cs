using DepGraph.GraphApi.Health;
using DepGraph.GraphApi.Http.WebSockets;
using DepGraph.GraphApi.Web;

namespace DepGraph.GraphApi.Http;

/// <summary>Sends a request to what answers it. A handful of fixed paths: no routing tables, nothing allocated.</summary>
internal sealed class RequestRouter(
    GraphQLEndpoint graphql,
    WebSocketEndpoint sockets,
    HealthEndpoint health,
    HomePage home,
    IdeFiles ide,
    CorsPolicy cors
)
{
    public Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value;
        if (path is "/graphql" or "/graphql/")
        {
            return WebSocketEndpoint.MayBeFor(context) && context.WebSockets.IsWebSocketRequest
                    ? sockets.HandleAsync(context)
                : cors.Allow(context) ? graphql.HandleAsync(context)
                : Task.CompletedTask;
        }

        return path switch
        {
            "/" or "" => home.HandleAsync(context),
            "/health/live" => HealthEndpoint.HandleLiveAsync(context),
            "/health/ready" => health.HandleReadyAsync(context),
            _ when context.Request.Path.StartsWithSegments(IdeFiles.PathPrefix, out var file) => ide.HandleAsync(
                context,
                file
            ),
            _ => PlainResponse.WriteAsync(
                context,
                StatusCodes.Status404NotFound,
                "Nothing here. The API is at /graphql."
            ),
        };
    }
}
