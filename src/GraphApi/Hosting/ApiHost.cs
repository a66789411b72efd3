using DepGraph.GraphApi.Health;
using DepGraph.GraphApi.Http;
using DepGraph.GraphApi.Http.Streaming;
using DepGraph.GraphApi.Web;
using DepGraph.Ingestion;
using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Follow;
using DepGraph.Ingestion.Hosting;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Hosting;

/// <summary>The web host: configuration, services, and the one pipeline that every request goes through.</summary>
public static class ApiHost
{
    /// <summary>Where the service listens when nothing says otherwise.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Runs until it is told to stop. A start that fails writes one line to standard error, without a stack trace.</summary>
    /// <returns>The process's exit code: 0 after a clean stop, 1 when the start failed.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await HostStart.RunAsync(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception failure) when (StartFailure.Describe(failure) is { } lines)
        {
            foreach (var line in lines)
            {
                await Console.Error.WriteLineAsync($"DepGraph cannot start: {line}");
            }

            return 1;
        }
    }

    /// <summary>Builds the host; nothing is opened before it starts.</summary>
    /// <param name="args">Command line arguments: <c>--urls</c>, or any setting as <c>--Section:Name value</c>.</param>
    /// <param name="configure">Changes to services, made last.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions
            {
                ApplicationName = "DepGraph",
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = ConfigurationSources.EnvironmentName,
            }
        );
        ConfigurationSources.Add(builder.Configuration, args);
        LoggingSetup.Add(builder.Logging, builder.Configuration);
        KestrelSetup.Add(builder);
        AddServices(builder.Services, builder.Configuration);
        configure?.Invoke(builder);

        var app = builder.Build();
        StreamingSetup.Use(app);
        app.Run(app.Services.GetRequiredService<RequestRouter>().HandleAsync);
        return app;
    }

    private static void AddServices(IServiceCollection services, ConfigurationManager configuration)
    {
        BoundSection.Add<ApiOptions, ApiOptionsValidator>(services, configuration, ApiOptions.SectionName);
        BoundSection.Add<InstallSettings, InstallSettingsValidator>(
            services,
            configuration,
            InstallSettings.SectionName
        );
        services
            .AddOptions<HostOptions>()
            .Configure<IOptions<ApiOptions>>(
                (host, api) => host.ShutdownTimeout = TimeSpan.FromSeconds(api.Value.ShutdownSeconds)
            );
        services.AddSingleton(TimeProvider.System);
        StartupReport.Add(services, configuration);
        StoreSetup.Add(services, configuration);
        services.AddIngestion(configuration);
        services.AddDependents();
        services.AddHostedService<DrainLimit>();
        GraphQLSetup.Add(services, configuration);
        StreamingSetup.Add(services, configuration);
        services.AddSingleton<IReadinessCheck, StoreCheck>();
        services.AddSingleton<IReadinessCheck, WriteBehindCheck>();
        if (services.Any(service => service.ServiceType == typeof(FollowStatus)))
        {
            services.AddSingleton<IReadinessCheck, FeedCheck>();
        }

        services.AddSingleton<HealthEndpoint>();
        services.AddSingleton<CorsPolicy>();
        services.AddSingleton<HomePage>();
        services.AddSingleton<IdeFiles>();
        services.AddSingleton<RequestRouter>();
        Telemetry.Add(services, configuration, "depgraph");
    }
}
