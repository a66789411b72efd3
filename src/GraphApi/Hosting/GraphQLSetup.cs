using DepGraph.GraphApi.Http;
using DepGraph.GraphApi.Resolvers;
using DepGraph.GraphQL.Requests;
using DepGraph.Ingestion;
using DepGraph.Ingestion.Feed;
using DepGraph.Ingestion.Jobs;
using DepGraph.Storage;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Hosting;

/// <summary>The engine over the schema, with its limits.</summary>
internal static class GraphQLSetup
{
    /// <summary>What an operation may take beyond the time it waits for missing parts.</summary>
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(30);

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<GraphQLOptions>()
            .Configure(options => BoundSection.Bind(configuration, GraphQLOptions.SectionName, options))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<GraphQLOptions>, GraphQLOptionsValidator>();
        services.AddSingleton(CreateEngine);
        services.AddSingleton<GraphQLEndpoint>();
    }

    private static GraphQLEngine CreateEngine(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<GraphQLOptions>>().Value;
        var ingestion = provider.GetRequiredService<IOptions<IngestionOptions>>().Value;
        var logger = provider.GetRequiredService<ILogger<GraphQLEngine>>();
        return new GraphQLEngine(
            DepGraphSchema.Create(
                provider.GetRequiredService<IIngestions>(),
                provider.GetRequiredService<IVersionFeed>(),
                provider.GetRequiredService<IGraphStore>()
            ),
            new GraphQLEngineOptions
            {
                Limits = options.ToLimits(),
                ExecutionTimeout = TimeSpan.FromSeconds(ingestion.MaxWaitSeconds) + Work,
                OperationCacheBytes = (long)options.OperationCacheMegabytes << 20,
                MaxResponseBytes = (int)Math.Min((long)options.MaxResponseMegabytes << 20, int.MaxValue),
                TimeProvider = provider.GetRequiredService<TimeProvider>(),
                OnUnexpectedError = error =>
                    logger.LogError(
                        error.Exception,
                        "Operation {OperationName} failed at {Path}; the client sees trace id {TraceId}",
                        error.OperationName,
                        error.Path is null ? null : string.Join('.', error.Path),
                        error.TraceId
                    ),
            }
        );
    }
}
