using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using Serilog;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Json;

namespace DepGraph.Ingestion.Hosting;

/// <summary>
/// Logs: Serilog behind Microsoft.Extensions.Logging, to standard output. <c>Logging:Format</c> is <c>text</c> (default) or
/// <c>json</c>, one object a line; <c>Logging:LogLevel</c> has levels by category, as everywhere in .NET.
/// </summary>
public static class LoggingSetup
{
    private const string TextTemplate =
        "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <exception cref="FormatException"><c>Logging:Format</c> or a level is not one of those there are.</exception>
    public static void Add(ILoggingBuilder logging, IConfiguration configuration)
    {
        var section = configuration.GetSection("Logging");
        CheckLevels(section.GetSection("LogLevel"));
        var logger = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            // What stops a start is told in a line of its own, without the host's stack trace.
            .Filter.ByExcluding(entry => entry.MessageTemplate.Text == "Hosting failed to start");
        switch (section["Format"]?.ToUpperInvariant())
        {
            case null or "" or "TEXT":
                logger.WriteTo.Console(
                    outputTemplate: TextTemplate,
                    formatProvider: System.Globalization.CultureInfo.InvariantCulture
                );
                break;
            case "JSON":
                logger.WriteTo.Console(new JsonFormatter(renderMessage: true));
                break;
            default:
                throw new FormatException($"Logging:Format is '{section["Format"]}'; it must be text or json.");
        }

        logging.AddConfiguration(section);
        // The server's own log line, scope and activity per request would cost more than most answers.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddProvider(new SerilogLoggerProvider(logger.CreateLogger(), dispose: true));
        if (Telemetry.IsConfigured(configuration))
        {
            AddExporter(logging);
        }
    }

    private static void AddExporter(ILoggingBuilder logging) =>
        logging.AddOpenTelemetry(options =>
        {
            options.IncludeScopes = true;
            options.AddOtlpExporter();
        });

    private static void CheckLevels(IConfigurationSection levels)
    {
        foreach (var level in levels.GetChildren())
        {
            if (!Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _))
            {
                throw new FormatException(
                    $"{level.Path} is '{level.Value}'; it must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}."
                );
            }
        }
    }
}
