using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion;

/// <summary>The bounds of every setting of <see cref="IngestionOptions"/>; each message names the setting and its value.</summary>
internal sealed class IngestionOptionsValidation : IValidateOptions<IngestionOptions>
{
    private const double LongestWaitSeconds = 600;

    public ValidateOptionsResult Validate(string? name, IngestionOptions options)
    {
        var failures = new List<string>();

        void Check(bool holds, string key, object value, string bounds)
        {
            if (!holds)
            {
                failures.Add($"{IngestionOptions.SectionName}:{key} is '{value}'; it must be {bounds}.");
            }
        }

        void CheckCache(string key, long bytes) => Check(bytes >= 1 << 20, key, bytes, "at least 1 MiB (1048576)");
        void CheckPositive(string key, TimeSpan value) =>
            Check(
                value > TimeSpan.Zero && value <= TimeSpan.FromDays(3650),
                key,
                value,
                "above 0 and at most 3650 days"
            );

        Check(
            options.Mode is IngestionOptions.InlineMode or IngestionOptions.QueueMode,
            nameof(options.Mode),
            options.Mode,
            "inline or queue"
        );
        Check(
            options.LeaseDuration >= TimeSpan.FromSeconds(3) && options.LeaseDuration <= TimeSpan.FromMinutes(10),
            nameof(options.LeaseDuration),
            options.LeaseDuration,
            "between 3 seconds and 10 minutes"
        );
        Check(options.MaxAttempts is >= 1 and <= 100, nameof(options.MaxAttempts), options.MaxAttempts, "1 to 100");
        Check(
            options.WorkerName is null or { Length: <= 100 },
            nameof(options.WorkerName),
            options.WorkerName ?? "",
            "at most 100 characters long"
        );
        Check(
            options.MaxWaitSeconds is >= 0 and <= LongestWaitSeconds,
            nameof(options.MaxWaitSeconds),
            options.MaxWaitSeconds,
            $"between 0 and {LongestWaitSeconds} seconds"
        );
        Check(
            options.WaitSeconds >= 0 && options.WaitSeconds <= options.MaxWaitSeconds,
            nameof(options.WaitSeconds),
            options.WaitSeconds,
            $"between 0 and {IngestionOptions.SectionName}:MaxWaitSeconds ({options.MaxWaitSeconds})"
        );
        CheckPositive(nameof(options.Freshness), options.Freshness);
        CheckPositive(nameof(options.NegativeFreshness), options.NegativeFreshness);
        CheckPositive(nameof(options.FailureFreshness), options.FailureFreshness);
        CheckPositive(nameof(options.CursorLifetime), options.CursorLifetime);
        CheckPositive(nameof(options.FinishedLifetime), options.FinishedLifetime);
        Check(
            options.RefreshInterval >= TimeSpan.Zero && options.RefreshInterval <= TimeSpan.FromDays(3650),
            nameof(options.RefreshInterval),
            options.RefreshInterval,
            "0 (off) or a duration of at most 3650 days"
        );
        Check(
            options.RefreshRate is >= 0.001 and <= 1_000,
            nameof(options.RefreshRate),
            options.RefreshRate,
            "between 0.001 and 1000 requests a second"
        );
        Check(options.Concurrency is >= 1 and <= 1_024, nameof(options.Concurrency), options.Concurrency, "1 to 1024");
        Check(
            options.JobConcurrency is >= 1 and <= 64,
            nameof(options.JobConcurrency),
            options.JobConcurrency,
            "1 to 64"
        );
        CheckCache(nameof(options.HeadCacheBytes), options.HeadCacheBytes);
        CheckCache(nameof(options.DetailsCacheBytes), options.DetailsCacheBytes);
        CheckCache(nameof(options.SetCacheBytes), options.SetCacheBytes);
        CheckCache(nameof(options.DependentsIndexBytes), options.DependentsIndexBytes);
        CheckCache(nameof(options.CommitQueueBytes), options.CommitQueueBytes);
        Check(
            options.CommitInterval > TimeSpan.Zero && options.CommitInterval <= TimeSpan.FromSeconds(1),
            nameof(options.CommitInterval),
            options.CommitInterval,
            "above 0 and at most 1 second"
        );
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
