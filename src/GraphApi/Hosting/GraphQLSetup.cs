using DepGraph.GraphApi.Http;
using DepGraph.GraphApi.PersistedOperations;
using DepGraph.GraphApi.Resolvers;
using DepGraph.GraphQL.Requests;
using DepGraph.Ingestion;
using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Feed;
using DepGraph.Ingestion.Hosting;
using DepGraph.Ingestion.Installing;
using DepGraph.Ingestion.Jobs;
using DepGraph.Ingestion.Search;
using DepGraph.Storage;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Hosting;

/// <summary>The engine over the schema, with its limits.</summary>
internal static class GraphQLSetup
{
    /// <summary>What an operation may take beyond the time it waits for missing parts.</summary>
    private const double WorkSeconds = 30;

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        BoundSection
            .Add<GraphQLOptions, GraphQLOptionsValidator>(services, configuration, GraphQLOptions.SectionName)
            .PostConfigure<IOptions<IngestionOptions>>(
                (options, ingestion) => options.MaxExecutionSeconds ??= ingestion.Value.MaxWaitSeconds + WorkSeconds
            );
        services.AddSingleton<TrustedDocumentSet>();
        services.AddSingleton(CreateEngine);
        services.AddSingleton<ConsistentReads>();
        services.AddSingleton<GraphQLEndpoint>();
    }

    private static GraphQLEngine CreateEngine(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<GraphQLOptions>>().Value;
        var trusted = provider.GetRequiredService<TrustedDocumentSet>();
        var logger = provider.GetRequiredService<ILogger<GraphQLEngine>>();
        var engine = new GraphQLEngine(
            DepGraphSchema.Create(
                provider.GetRequiredService<IIngestions>(),
                provider.GetRequiredService<IVersionFeed>(),
                provider.GetRequiredService<IGraphStore>(),
                provider.GetRequiredService<DependentPages>(),
                new PackageSearches(provider.GetRequiredService<IGraphStore>()),
                new InstallationType(
                    provider.GetRequiredService<Installations>(),
                    provider.GetRequiredService<IOptions<InstallSettings>>().Value
                )
            ),
            new GraphQLEngineOptions
            {
                Limits = options.ToLimits(),
                ExecutionTimeout = TimeSpan.FromSeconds(options.MaxExecutionSeconds!.Value),
                PersistedQueryBytes = (long)options.PersistedQueryMegabytes << 20,
                TrustedDocuments = trusted.ToEngine(),
                OnlyTrustedDocuments = options.OnlyTrustedDocuments,
                MaxErrors = options.MaxErrors,
                OperationCacheBytes = (long)options.OperationCacheMegabytes << 20,
                MaxResponseBytes = (int)Math.Min((long)options.MaxResponseMegabytes << 20, int.MaxValue),
                TimeProvider = provider.GetRequiredService<TimeProvider>(),
                Explain = exception =>
                {
                    if (StoreError.Of(exception) is not { } shown)
                    {
                        return null;
                    }

                    logger.LogWarning("An operation fails with the store: {Reason}", exception.Message);
                    return shown;
                },
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
        trusted.Check(engine);
        return engine;
    }
}
