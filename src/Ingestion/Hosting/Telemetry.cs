using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DepGraph.Ingestion.Hosting;

/// <summary>
/// Traces and metrics over OTLP, when the standard variable OTEL_EXPORTER_OTLP_ENDPOINT names a collector; the other OTEL_*
/// variables hold too.
/// </summary>
public sealed class Telemetry : IHostedService, IDisposable
{
    /// <summary>Activity sources and meters of this program begin with it.</summary>
    public const string SourcePrefix = "DepGraph.";

    private const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly string program;
    private TracerProvider? tracers;
    private MeterProvider? meters;

    private Telemetry(string program) => this.program = program;

    /// <summary>Whether a collector is named.</summary>
    public static bool IsConfigured(IConfiguration configuration) => configuration[EndpointSetting] is { Length: > 0 };

    /// <exception cref="FormatException">The endpoint is not an address.</exception>
    /// <param name="services">Gets the service that exports, if a collector is named.</param>
    /// <param name="configuration">Where it is named.</param>
    /// <param name="program">What this program is called there.</param>
    public static void Add(IServiceCollection services, IConfiguration configuration, string program)
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
        services.AddHostedService(_ => new Telemetry(program));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(program).AddEnvironmentVariableDetector();
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
