using DepGraph.GraphApi.Http.EventStreams;
using DepGraph.GraphApi.Http.WebSockets;
using DepGraph.Ingestion.Hosting;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Http.Streaming;

/// <summary>WebSockets and server-sent events.</summary>
internal static class StreamingSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        BoundSection.Add<StreamingOptions, StreamingOptionsValidator>(
            services,
            configuration,
            StreamingOptions.SectionName
        );
        services.AddSingleton<StreamPlaces>();
        services.AddSingleton<EventStreamResponse>();
        services.AddSingleton<WebSocketEndpoint>();
    }

    /// <summary>Only requests that ask for a WebSocket go through the part that knows them.</summary>
    public static void Use(WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<StreamingOptions>>();
        app.UseWhen(
            WebSocketEndpoint.MayBeFor,
            branch =>
                branch.UseWebSockets(
                    new WebSocketOptions
                    {
                        KeepAliveInterval = TimeSpan.FromSeconds(options.Value.KeepAliveSeconds),
                        KeepAliveTimeout = TimeSpan.FromSeconds(options.Value.KeepAliveSeconds * 2),
                    }
                )
        );
    }
}
