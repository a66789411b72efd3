using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Hosting;

/// <summary>
/// Logs the settings in force, defaults included and secrets redacted, once the program has started; and those that somebody gave but
/// that do not exist, which are mostly misspelt.
/// </summary>
public sealed class StartupReport : IHostedLifecycleService
{
    private readonly IConfiguration configuration;
    private readonly IServiceProvider services;
    private readonly ReportedSection[] sections;
    private readonly ILogger<StartupReport> logger;

    private StartupReport(IConfiguration configuration, IServiceProvider services)
    {
        (this.configuration, this.services) = (configuration, services);
        sections = [.. services.GetServices<ReportedSection>()];
        logger = services.GetRequiredService<ILogger<StartupReport>>();
    }

    /// <summary>Reports every section that <see cref="BoundSection"/> and ingestion bind.</summary>
    public static void Add(IServiceCollection services, IConfiguration configuration) =>
        services.AddHostedService(provider => new StartupReport(configuration, provider));

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var section in sections)
        {
            Report(section);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Report(ReportedSection section)
    {
        var options = (
            (IOptions<object>)services.GetRequiredService(typeof(IOptions<>).MakeGenericType(section.Options))
        ).Value;
        var settings = section.Options.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        logger.LogInformation(
            "{Section}: {Settings}",
            section.Name,
            string.Join(", ", settings.Select(setting => Describe(setting.Name, setting.GetValue(options))))
        );
        foreach (var given in configuration.GetSection(section.Name).GetChildren())
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
