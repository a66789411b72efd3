using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion;

/// <summary>
/// Reads section <c>Ingestion</c> into <see cref="IngestionOptions"/>. The configuration binder would read <c>300</c> as 300
/// days and could not say which setting is wrong; here a bare number is seconds, and every message names setting and value.
/// </summary>
internal sealed class IngestionOptionsSetup(IConfiguration configuration) : IConfigureOptions<IngestionOptions>
{
    public void Configure(IngestionOptions options)
    {
        var section = new Section(configuration.GetSection(IngestionOptions.SectionName));
        options.Mode = section.Text(nameof(options.Mode)) ?? options.Mode;
        options.ConsistentReads = section.Switch(nameof(options.ConsistentReads), options.ConsistentReads);
        options.LeaseDuration = section.Duration(nameof(options.LeaseDuration), options.LeaseDuration);
        options.MaxAttempts = section.Count(nameof(options.MaxAttempts), options.MaxAttempts);
        options.WorkerName = section.Text(nameof(options.WorkerName));
        options.HealthFile = section.Text(nameof(options.HealthFile));
        options.WaitSeconds = section.Number(nameof(options.WaitSeconds), options.WaitSeconds);
        options.MaxWaitSeconds = section.Number(nameof(options.MaxWaitSeconds), options.MaxWaitSeconds);
        options.Freshness = section.Duration(nameof(options.Freshness), options.Freshness);
        options.NegativeFreshness = section.Duration(nameof(options.NegativeFreshness), options.NegativeFreshness);
        options.FailureFreshness = section.Duration(nameof(options.FailureFreshness), options.FailureFreshness);
        options.RefreshInterval = section.Duration(nameof(options.RefreshInterval), options.RefreshInterval);
        options.RefreshRate = section.Number(nameof(options.RefreshRate), options.RefreshRate);
        options.Concurrency = section.Count(nameof(options.Concurrency), options.Concurrency);
        options.JobConcurrency = section.Count(nameof(options.JobConcurrency), options.JobConcurrency);
        options.HeadCacheBytes = section.Bytes(nameof(options.HeadCacheBytes), options.HeadCacheBytes);
        options.DetailsCacheBytes = section.Bytes(nameof(options.DetailsCacheBytes), options.DetailsCacheBytes);
        options.SetCacheBytes = section.Bytes(nameof(options.SetCacheBytes), options.SetCacheBytes);
        options.DependentsIndexBytes = section.Bytes(
            nameof(options.DependentsIndexBytes),
            options.DependentsIndexBytes
        );
        options.CommitQueueBytes = section.Bytes(nameof(options.CommitQueueBytes), options.CommitQueueBytes);
        options.CommitInterval = section.Duration(nameof(options.CommitInterval), options.CommitInterval);
        options.CursorLifetime = section.Duration(nameof(options.CursorLifetime), options.CursorLifetime);
        options.FinishedLifetime = section.Duration(nameof(options.FinishedLifetime), options.FinishedLifetime);
    }

    /// <summary>The section's values; every getter throws <see cref="OptionsValidationException"/> for one that cannot be read.</summary>
    private readonly struct Section(IConfigurationSection values)
    {
        public string? Text(string key) => values[key] is { Length: > 0 } text ? text.Trim() : null;

        public bool Switch(string key, bool fallback) =>
            Text(key) is not { } text ? fallback
            : bool.TryParse(text, out var value) ? value
            : throw Unreadable(key, text, "true or false");

        public double Number(string key, double fallback) =>
            Text(key) is not { } text ? fallback
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
            : throw Unreadable(key, text, "a number such as 10 or 0.5");

        public int Count(string key, int fallback) =>
            Text(key) is not { } text ? fallback
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
            : throw Unreadable(key, text, "a whole number such as 64");

        public TimeSpan Duration(string key, TimeSpan fallback) =>
            Text(key) is not { } text ? fallback
            : DurationText.TryParse(text, out var value) ? value
            : throw Unreadable(key, text, "a duration such as 00:05:00, 300 (seconds) or 5m");

        public long Bytes(string key, long fallback) =>
            Text(key) is not { } text ? fallback
            : ByteSizeText.TryParse(text, out var value) ? value
            : throw Unreadable(key, text, "a size such as 67108864 (bytes) or 64MiB");

        private static OptionsValidationException Unreadable(string key, string text, string expected) =>
            new(
                IngestionOptions.SectionName,
                typeof(IngestionOptions),
                [$"{IngestionOptions.SectionName}:{key} is '{text}'; it must be {expected}."]
            );
    }
}
