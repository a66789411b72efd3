using System.Diagnostics;
using System.Diagnostics.Metrics;
using DepGraph.GraphQL.Requests;
using DepGraph.Ingestion.Hosting;

namespace DepGraph.GraphApi.Http;

/// <summary>A span and a duration per operation, when somebody listens; otherwise it costs nothing.</summary>
internal static class OperationTelemetry
{
    private const string Name = $"{Telemetry.SourcePrefix}GraphApi";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "graphql.server.request.duration",
        "s",
        "Time that operations take, from the parsed request to the finished response"
    );

    public static Activity? Start() =>
        Source.HasListeners() ? Source.StartActivity("graphql", ActivityKind.Internal) : null;

    /// <summary>0 when nobody listens.</summary>
    public static long Timestamp() => Duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    public static void Stop(Activity? activity, long started, GraphQLResult result)
    {
        if (activity is not null)
        {
            // https://opentelemetry.io/docs/specs/semconv/registry/attributes/graphql/
            activity.SetTag("graphql.operation.type", result.Operation?.ToString().ToLowerInvariant());
            activity.SetTag("graphql.operation.name", result.OperationName);
            if (result.HasErrors)
            {
                activity.SetStatus(ActivityStatusCode.Error);
            }
        }

        if (started != 0)
        {
            Duration.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                new KeyValuePair<string, object?>("outcome", result.HasErrors ? "errors" : "ok")
            );
        }
    }
}
