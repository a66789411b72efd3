using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Following;

/// <summary>A new version is in the sets of those who depend on it because the registry's feed tells of it: nobody asks for a refresh.</summary>
public sealed class AFollowedFeed
{
    private static readonly Dictionary<string, object> NewVersion = new()
    {
        ["dist-tags"] = new { latest = "1.1.3" },
        ["versions"] = new Dictionary<string, object>
        {
            ["1.1.3"] = new
            {
                name = "vary",
                version = "1.1.3",
                dist = new { tarball = "http://registry.invalid/vary/-/vary-1.1.3.tgz" },
            },
        },
    };

    [Fact]
    public async Task A_version_that_the_feed_tells_of_is_in_the_trees_of_the_api_that_follows()
    {
        using var folder = new TemporaryFolder();
        await using var registry = await ReplayRegistry.StartAsync();
        await using var host = await ScriptedRegistry.StartAsync();
        var feed = new ChangesFeed();
        feed.Tell("express");
        host.On(ChangesFeed.Path, feed.AnswerAsync);
        await using var program = await DepGraphProgram.StartAsync(
            OnlyByTheFeed(Settings.For(registry.Address, folder))
                .With("Follow__Url", $"{host.Address}{ChangesFeed.Path}")
                .With("Follow__Interval", "00:00:00.100")
        );
        (await AskAsync(program)).Entries.ShouldContain("vary@1.1.2 at 1");
        // It has begun at the end: what comes now is told.
        await Eventually.HoldsAsync(() => feed.Asked.Count > 0, "the feed is followed");

        await registry.PublishAsync("vary", NewVersion);
        (await AskAsync(program)).Entries.ShouldContain("vary@1.1.2 at 1");
        feed.Tell("left-pad", "vary");

        var set = await Eventually.BecomesAsync(
            () => AskAsync(program),
            set => set.Entries.Contains("vary@1.1.3 at 1"),
            "the new version is in the set"
        );
        set.IsComplete.ShouldBeTrue();
        var health = await program.Http.GetStringAsync("/health/ready");
        health.ShouldContain("\"feed\":\"healthy\"");
    }

    [Fact]
    public async Task A_feed_that_fails_is_told_of_and_takes_no_service_out_of_rotation()
    {
        using var folder = new TemporaryFolder();
        using var closed = new ClosedPort();
        await using var registry = await ScriptedRegistry.StartAsync();
        await using var program = await DepGraphProgram.StartAsync(
            Settings.For(registry.Address, folder).With("Follow__Url", $"{closed.Address}{ChangesFeed.Path}")
        );

        var health = await Eventually.BecomesAsync(
            async () => await (await program.Http.GetAsync("/health/ready")).Content.ReadAsStringAsync(),
            health => health.Contains("failing since"),
            "the failing feed is told of"
        );

        health.ShouldContain("\"status\":\"healthy\"");
        health.ShouldContain($"{closed.Address}");
    }

    private static async Task<SetAnswer> AskAsync(DepGraphProgram program) =>
        (await SetAnswer.AskAsync(program, "express@^4"))!;

    private static Dictionary<string, string?> OnlyByTheFeed(Dictionary<string, string?> settings) =>
        settings.With("Ingestion__Freshness", "3650d").With("Ingestion__RefreshInterval", "0");
}
