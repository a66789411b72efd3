using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Faults;

/// <summary>Upstream changes after a package was fetched: stale heads are revalidated behind the answer, and in the background.</summary>
public sealed class APackageThatChanges(APackageThatChanges.Place place) : IClassFixture<APackageThatChanges.Place>
{
    private static readonly string[] Nothing = [];

    [Fact]
    public async Task A_new_version_and_a_deleted_one_are_seen_once_the_head_is_stale()
    {
        place.Registry.Publish("moving", Packument.Of("moving", [("1.0.0", Nothing), ("1.1.0", Nothing)]));
        (await VersionsAsync("moving")).ShouldBe("1.0.0 1.1.0");

        place.Registry.Publish("moving", Packument.Of("moving", [("1.0.0", Nothing), ("1.2.0", Nothing)]));

        await Eventually.BecomesAsync(
            () => VersionsAsync("moving"),
            versions => versions == "1.0.0 1.2.0",
            "1.1.0 is gone and 1.2.0 there"
        );
        var data = await place.Program.DataAsync(
            """{ packageVersion(spec: "moving@1.1.0") { version } package(name: "moving") { latest { version } } }"""
        );
        data.GetProperty("packageVersion").IsNull().ShouldBeTrue();
        data.GetProperty("package").GetProperty("latest").GetProperty("version").GetString().ShouldBe("1.2.0");
    }

    [Fact]
    public async Task A_set_follows_what_its_members_publish()
    {
        place.Registry.Publish("set-root", Packument.Of("set-root", "set-part"));
        place.Registry.Publish("set-part", Packument.Of("set-part"));
        place.Registry.Publish("set-new", Packument.Of("set-new"));
        var before = (await SetAnswer.AskAsync(place.Program, "set-root"))!;
        before.Entries.ShouldBe(["set-part@1.0.0 at 1"]);

        place.Registry.Publish("set-part", Packument.Of("set-part", [("1.0.0", Nothing), ("1.1.0", ["set-new"])]));

        var after = await Eventually.BecomesAsync(
            () => SetAnswer.AskAsync(place.Program, "set-root"),
            set => set!.Entries.Contains("set-part@1.1.0 at 1"),
            "the set has the new version"
        );
        after!.IsComplete.ShouldBeTrue();
        after.Entries.ShouldBe(["set-new@1.0.0 at 2", "set-part@1.1.0 at 1"]);
    }

    [Fact]
    public async Task A_stale_head_answers_at_once_and_is_revalidated_behind_with_its_tag()
    {
        place.Registry.Publish("stale", Packument.Of("stale"));
        await VersionsAsync("stale");
        using var hold = place.Registry.Hold("stale");

        await Eventually.BecomesAsync(
            () => VersionsAsync("stale", wait: 600),
            _ => hold.Arrival.IsCompleted,
            "the registry was asked again"
        );
        // The revalidation gets no answer before the test ends; the question does.
        (await VersionsAsync("stale", wait: 600)).ShouldBe("1.0.0");

        place.Registry.Requests.Last(request => request.Name == "stale").IfNoneMatch.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_revalidation_that_finds_nothing_new_makes_the_head_fresh_again_and_leaves_the_set_as_it_is()
    {
        const string question =
            """{ packageVersion(spec: "same") { package { fetchedAt } dependencySet { revision totalCount } } }""";
        place.Registry.Publish("same", Packument.Of("same", "same-part"));
        place.Registry.Publish("same-part", Packument.Of("same-part"));
        var before = (await place.Program.DataAsync(question)).GetProperty("packageVersion");

        var after = await Eventually.BecomesAsync(
            async () => (await place.Program.DataAsync(question)).GetProperty("packageVersion"),
            now => FetchedAt(now) > FetchedAt(before),
            "the head is fresh again"
        );

        after.GetProperty("dependencySet").ToString().ShouldBe(before.GetProperty("dependencySet").ToString());
        place.Registry.Requests.Count(request => request is { Name: "same", IfNoneMatch: null }).ShouldBe(1);
        place.Registry.CountOfNotModified("same").ShouldBeGreaterThan(0);

        static DateTimeOffset FetchedAt(System.Text.Json.JsonElement version) =>
            version.GetProperty("package").GetProperty("fetchedAt").GetDateTimeOffset();
    }

    [Fact]
    public async Task A_package_that_appears_upstream_is_found()
    {
        (await place.Program.DataAsync("""{ package(name: "newborn") { name } }"""))
            .GetProperty("package")
            .IsNull()
            .ShouldBeTrue();

        place.Registry.Publish("newborn", Packument.Of("newborn"));

        await Eventually.BecomesAsync(
            () => place.Program.DataAsync("""{ package(name: "newborn") { name } }"""),
            data => !data.GetProperty("package").IsNull(),
            "the package is there"
        );
    }

    [Fact]
    public async Task A_package_that_disappears_upstream_is_gone()
    {
        place.Registry.Publish("leaving", Packument.Of("leaving"));
        (await VersionsAsync("leaving")).ShouldBe("1.0.0");

        place.Registry.On(
            "leaving",
            context =>
            {
                context.Response.StatusCode = 404;
                return Task.CompletedTask;
            }
        );

        await Eventually.BecomesAsync(
            () => place.Program.DataAsync("""{ package(name: "leaving") { name } }"""),
            data => data.GetProperty("package").IsNull(),
            "the package is gone"
        );
    }

    [Fact]
    public async Task A_registry_that_fails_during_a_revalidation_takes_nothing_away()
    {
        place.Registry.Publish("steady", Packument.Of("steady"));
        (await VersionsAsync("steady")).ShouldBe("1.0.0");
        var before = place.Registry.CountOf("steady");
        place.Registry.On(
            "steady",
            context =>
            {
                context.Response.StatusCode = 500;
                return Task.CompletedTask;
            }
        );

        await Eventually.BecomesAsync(
            () => VersionsAsync("steady"),
            versions =>
            {
                versions.ShouldBe("1.0.0");
                return place.Registry.CountOf("steady") > before + 1;
            },
            "the failing registry was asked twice more"
        );
    }

    [Fact]
    public async Task The_background_refresh_asks_again_for_what_nobody_asks_for()
    {
        using var folder = new TemporaryFolder();
        await using var registry = await ScriptedRegistry.StartAsync();
        registry.Publish("quiet", Packument.Of("quiet"));
        await using var program = await DepGraphProgram.StartAsync(
            Settings.For(registry.Address, folder).With("Ingestion__RefreshInterval", "1s")
        );
        await program.DataAsync("""{ package(name: "quiet") { name } }""");

        await Eventually.HoldsAsync(
            () => registry.Requests.Any(request => request is { Name: "quiet", IfNoneMatch: not null }),
            "the registry was asked again, conditionally"
        );
    }

    private async Task<string> VersionsAsync(string name, int? wait = null)
    {
        var data = await place.Program.DataAsync(
            "query ($name: String!) { package(name: $name) { versions { nodes { version } } } }",
            new { name },
            wait
        );
        return string.Join(
            ' ',
            data.GetProperty("package")
                .GetProperty("versions")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(version => version.GetProperty("version").GetString())
        );
    }

    public sealed class Place : ScriptedWorkplace
    {
        protected override void Configure(Dictionary<string, string?> settings) =>
            settings
                .With("Ingestion__Freshness", "500ms")
                .With("Ingestion__NegativeFreshness", "500ms")
                .With("Ingestion__FailureFreshness", "100ms")
                .With("Registry__MaxRetries", "0")
                // Longer than a client of these tests waits: an answer that comes has not waited for the revalidation.
                .With("Ingestion__MaxWaitSeconds", "600")
                .With("Registry__HeadersTimeout", "00:10:00");
    }
}
