using System.Collections;
using System.Globalization;
using System.Reflection;
using DepGraph.GraphApi.Http.Streaming;
using DepGraph.Ingestion;
using DepGraph.Ingestion.Registry;
using DepGraph.Storage;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Hosting;

/// <summary>
/// Logs the settings in force, defaults included and secrets redacted, once the service listens; and those that somebody gave but
/// that do not exist, which are mostly misspelt.
/// </summary>
internal sealed class StartupReport(
    IConfiguration configuration,
    IServiceProvider services,
    ILogger<StartupReport> logger
) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Report<ApiOptions>(ApiOptions.SectionName);
        Report<GraphQLOptions>(GraphQLOptions.SectionName);
        Report<StreamingOptions>(StreamingOptions.SectionName);
        Report<StoreOptions>(StoreOptions.SectionName);
        Report<RegistryOptions>(RegistryOptions.SectionName);
        Report<IngestionOptions>(IngestionOptions.SectionName);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Report<TOptions>(string section)
        where TOptions : class
    {
        var options = services.GetRequiredService<IOptions<TOptions>>().Value;
        var settings = typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        logger.LogInformation(
            "{Section}: {Settings}",
            section,
            string.Join(", ", settings.Select(setting => Describe(setting.Name, setting.GetValue(options))))
        );
        foreach (var given in configuration.GetSection(section).GetChildren())
        {
            if (!settings.Any(setting => setting.Name.Equals(given.Key, StringComparison.OrdinalIgnoreCase)))
            {
                logger.LogWarning("There is no setting {Setting}: it has no effect", given.Path);
            }
        }
    }

    private static string Describe(string name, object? value)
    {
        var text = value switch
        {
            null => "(none)",
            string written => written,
            IEnumerable list => string.Join(' ', list.Cast<object?>()) is { Length: > 0 } items ? items : "(none)",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        return $"{name}={(value is null ? text : Redaction.Redact(name, text))}";
    }
}
