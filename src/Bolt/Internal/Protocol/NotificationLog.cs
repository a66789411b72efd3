using Microsoft.Extensions.Logging;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>Writes the server's remarks about queries to the log; the queries with them, their parameters never.</summary>
internal sealed class NotificationLog(ILoggerFactory loggers)
{
    private readonly ILogger logger = loggers.CreateLogger("DepGraph.Bolt.Notifications");

    public void Write(IResultSummary summary)
    {
        foreach (var notification in summary.Notifications)
        {
            logger.Log(
                notification.Severity == "WARNING" ? LogLevel.Warning : LogLevel.Information,
                "{Code}: {Description} {Position} in {Query}",
                notification.Code,
                notification.Description,
                notification.Position is { } place ? $"(line {place.Line}, column {place.Column})" : "",
                summary.Query.Text
            );
        }
    }
}
