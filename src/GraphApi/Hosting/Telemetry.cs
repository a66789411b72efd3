using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DepGraph.GraphApi.Hosting;

/// <summary>
/// Traces and metrics over OTLP, when the standard variable OTEL_EXPORTER_OTLP_ENDPOINT names a collector; the other OTEL_*
/// variables hold too.
/// </summary>
internal sealed class Telemetry : IHostedService, IDisposable
{
    /// <summary>Activity sources and meters of this program begin with it.</summary>
    public const string SourcePrefix = "DepGraph.";

    private const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private TracerProvider? tracers;
    private MeterProvider? meters;

    public static bool IsConfigured(IConfiguration configuration) => configuration[EndpointSetting] is { Length: > 0 };

    /// <exception cref="FormatException">The endpoint is not an address.</exception>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        if (!IsConfigured(configuration))
        {
            return;
        }

        var endpoint = configuration[EndpointSetting];
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new FormatException(
                $"{EndpointSetting} is '{endpoint}'; it must be an address such as http://localhost:4317."
            );
        }

        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        services.AddHostedService<Telemetry>();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("depgraph").AddEnvironmentVariableDetector();
        tracers = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", $"{SourcePrefix}*")
            .AddOtlpExporter()
            .Build();
        meters = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(
                "Microsoft.AspNetCore.Hosting",
                "Microsoft.AspNetCore.Server.Kestrel",
                "System.Net.Http",
                "System.Runtime",
                $"{SourcePrefix}*"
            )
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        tracers?.Dispose();
        meters?.Dispose();
    }
}
