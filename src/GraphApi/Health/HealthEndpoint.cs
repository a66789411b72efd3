using System.Text.Json;

namespace DepGraph.GraphApi.Health;

/// <summary>What an orchestrator asks: whether the process runs, and whether it can answer.</summary>
internal sealed class HealthEndpoint(IEnumerable<IReadinessCheck> checks, IHostApplicationLifetime lifetime)
{
    /// <summary>GET /health/live: 200 as long as the process answers at all.</summary>
    public static Task HandleLiveAsync(HttpContext context) =>
        Http.PlainResponse.RequireRead(context) ? WriteAsync(context, isHealthy: true, []) : Task.CompletedTask;

    /// <summary>GET /health/ready: 200 when every check passes and no stop was asked for, else 503 with the reasons.</summary>
    public async Task HandleReadyAsync(HttpContext context)
    {
        if (!Http.PlainResponse.RequireRead(context))
        {
            return;
        }

        var isStopping = lifetime.ApplicationStopping.IsCancellationRequested;
        var results = new List<(string Name, string? Problem)> { ("host", isStopping ? "stopping" : null) };
        var isHealthy = !isStopping;
        foreach (var check in checks)
        {
            var problem = await check.CheckAsync(context.RequestAborted);
            isHealthy &= problem is null || !check.IsVital;
            results.Add((check.Name, problem));
        }

        await WriteAsync(context, isHealthy, results);
    }

    private static async Task WriteAsync(
        HttpContext context,
        bool isHealthy,
        List<(string Name, string? Problem)> results
    )
    {
        context.Response.StatusCode = isHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", isHealthy ? "healthy" : "unhealthy");
        if (results.Count > 0)
        {
            json.WriteStartObject("checks");
            foreach (var (name, problem) in results)
            {
                json.WriteString(name, problem ?? "healthy");
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
