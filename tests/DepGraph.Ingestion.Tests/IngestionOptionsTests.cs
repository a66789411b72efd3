using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Tests;

public sealed class IngestionOptionsTests
{
    [Fact]
    public void Without_settings_the_documented_defaults_hold()
    {
        var options = Read([]);

        options.Mode.ShouldBe("inline");
        options.ConsistentReads.ShouldBeFalse();
        options.LeaseDuration.ShouldBe(TimeSpan.FromSeconds(30));
        options.MaxAttempts.ShouldBe(5);
        options.WaitSeconds.ShouldBe(10);
        options.MaxWaitSeconds.ShouldBe(60);
        options.Freshness.ShouldBe(TimeSpan.FromMinutes(5));
        options.RefreshInterval.ShouldBe(TimeSpan.FromHours(6));
        options.Concurrency.ShouldBe(64);
        options.HeadCacheBytes.ShouldBe(64 << 20);
        options.DependentsIndexBytes.ShouldBe(512 << 20);
    }

    [Theory]
    [InlineData("00:05:00", 300)]
    [InlineData("300", 300)]
    [InlineData("0.5", 0.5)]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("6h", 21_600)]
    [InlineData("2d", 172_800)]
    [InlineData("250ms", 0.25)]
    [InlineData("1.00:00:00", 86_400)]
    public void Durations_are_read_as_people_write_them(string text, double seconds) =>
        Read(new() { ["Ingestion:Freshness"] = text }).Freshness.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("67108864", 67_108_864)]
    [InlineData("64MiB", 67_108_864)]
    [InlineData("2 GiB", 2_147_483_648)]
    public void Sizes_are_bytes_or_have_a_unit(string text, long bytes) =>
        Read(new() { ["Ingestion:HeadCacheBytes"] = text }).HeadCacheBytes.ShouldBe(bytes);

    [Fact]
    public void Consistent_reads_are_switched_on_by_true() =>
        Read(new() { ["Ingestion:ConsistentReads"] = "True" }).ConsistentReads.ShouldBeTrue();

    [Fact]
    public void The_size_of_the_index_of_dependents_is_a_setting() =>
        Read(new() { ["Ingestion:DependentsIndexBytes"] = "2GiB" }).DependentsIndexBytes.ShouldBe(2L << 30);

    [Theory]
    [InlineData("Ingestion:Freshness", "soon")]
    [InlineData("Ingestion:Freshness", "5x")]
    [InlineData("Ingestion:Freshness", "-00:05:00")]
    [InlineData("Ingestion:Freshness", "NaN")]
    [InlineData("Ingestion:WaitSeconds", "ten")]
    [InlineData("Ingestion:WaitSeconds", "61")]
    [InlineData("Ingestion:WaitSeconds", "-1")]
    [InlineData("Ingestion:WaitSeconds", "NaN")]
    [InlineData("Ingestion:MaxWaitSeconds", "100000")]
    [InlineData("Ingestion:Concurrency", "0")]
    [InlineData("Ingestion:Concurrency", "1.5")]
    [InlineData("Ingestion:RefreshInterval", "-00:00:01")]
    [InlineData("Ingestion:RefreshRate", "0")]
    [InlineData("Ingestion:RefreshRate", "1E-09")]
    [InlineData("Ingestion:HeadCacheBytes", "12")]
    [InlineData("Ingestion:HeadCacheBytes", "99999999999GiB")]
    [InlineData("Ingestion:DependentsIndexBytes", "1000")]
    [InlineData("Ingestion:CommitInterval", "00:00:05")]
    [InlineData("Ingestion:Mode", "Queue")]
    [InlineData("Ingestion:ConsistentReads", "yes")]
    [InlineData("Ingestion:LeaseDuration", "00:00:01")]
    [InlineData("Ingestion:LeaseDuration", "00:11:00")]
    [InlineData("Ingestion:MaxAttempts", "0")]
    public void A_wrong_value_is_named_together_with_its_setting(string key, string value)
    {
        var failure = Should.Throw<OptionsValidationException>(() => Read(new() { [key] = value }));

        failure.Message.ShouldContain(key);
        failure.Message.ShouldContain(value);
    }

    private static IngestionOptions Read(Dictionary<string, string?> settings) =>
        new ServiceCollection()
            .AddIngestion(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider()
            .GetRequiredService<IOptions<IngestionOptions>>()
            .Value;
}
