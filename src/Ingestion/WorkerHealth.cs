using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion;

/// <summary>
/// Shows to who cannot ask over a network that this process gets its jobs from the store: by the time in a file, if one is configured.
/// </summary>
internal sealed class WorkerHealth(IOptions<IngestionOptions> options, TimeProvider time, ILogger<WorkerHealth> logger)
{
    /// <summary>Above this age a sign of life is none.</summary>
    public static readonly TimeSpan MostAge = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly string? file = options.Value.HealthFile;
    private DateTimeOffset last;

    /// <summary>The store was asked for jobs, and answered.</summary>
    public void Succeed()
    {
        var now = time.GetUtcNow();
        if (file is null || now - last < Interval)
        {
            return;
        }

        last = now;
        try
        {
            // Who looks at it just now finds the former one or this, and never half of it.
            var next = $"{file}.next";
            File.WriteAllText(next, now.ToString("O", CultureInfo.InvariantCulture));
            File.Move(next, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The sign of life cannot be written to Ingestion:HealthFile: {Reason}", e.Message);
        }
    }

    /// <summary>Takes the sign of life away: the process ends.</summary>
    public void End()
    {
        if (file is not null)
        {
            File.Delete(file);
        }
    }

    /// <summary>What is wrong with the process whose sign of life a file has; null when it is well.</summary>
    public static string? Check(string? file, TimeProvider time)
    {
        if (file is null)
        {
            return "Ingestion:HealthFile names no file; give the worker and this command the same one.";
        }

        try
        {
            var written = DateTimeOffset.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
            var age = time.GetUtcNow() - written;
            return age > MostAge ? $"The worker was last heard of {age.TotalSeconds:0} seconds ago." : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return $"There is no sign of life of a worker: {e.Message}";
        }
    }
}
