namespace DepGraph.GraphApi.Hosting;

/// <summary>Logs the settings in force, each with its value, secrets redacted.</summary>
internal sealed class StartupReport(IConfiguration configuration, ILogger<StartupReport> logger) : IHostedService
{
    private static readonly string[] Sections = ["Api", "Store", "Registry", "Ingestion", "GraphQL", "Logging"];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var section in Sections)
        {
            var settings = Settings(configuration.GetSection(section)).ToList();
            if (settings.Count > 0)
            {
                logger.LogInformation("Settings: {Settings}", string.Join(", ", settings));
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IEnumerable<string> Settings(IConfigurationSection section) =>
        section
            .AsEnumerable()
            .Where(setting => setting.Value is not null)
            .OrderBy(setting => setting.Key, StringComparer.Ordinal)
            .Select(setting => $"{setting.Key}={Redaction.Redact(setting.Key, setting.Value!)}");
}
