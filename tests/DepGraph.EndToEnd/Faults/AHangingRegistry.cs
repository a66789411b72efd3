using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Faults;

/// <summary>A registry that does not answer in time: the answer is partial, says so, and what is missing comes later.</summary>
public sealed class AHangingRegistry(AHangingRegistry.Place place) : IClassFixture<AHangingRegistry.Place>
{
    [Fact]
    public async Task The_answer_after_the_wait_is_partial_and_its_ingestion_leads_to_the_whole()
    {
        place.Registry.Publish("half-root", Packument.Of("half-root", "half-fine", "half-slow"));
        place.Registry.Publish("half-fine", Packument.Of("half-fine"));
        place.Registry.Publish("half-slow", Packument.Of("half-slow", "half-deep"));
        place.Registry.Publish("half-deep", Packument.Of("half-deep"));
        await KnowAsync("half-root", "half-fine");
        using var hold = place.Registry.Hold("half-slow");

        var partial = (await SetAnswer.AskAsync(place.Program, "half-root", wait: 1))!;

        partial.IsComplete.ShouldBeFalse();
        partial.Entries.ShouldBe(["half-fine@1.0.0 at 1"]);
        partial.Edges.ShouldContain("half-root@1.0.0 half-slow PROD ^1.0.0 PENDING");
        partial.IngestionId.ShouldNotBeNull();
        var running = await IngestionAnswer.FindAsync(place.Program, partial.IngestionId);
        running!.State.ShouldBe("RUNNING");
        running.Spec.ShouldBe("half-root@1.0.0");
        running.Pending.ShouldBeGreaterThan(0);

        hold.Release();
        var ended = await IngestionAnswer.EndOfAsync(place.Program, partial.IngestionId);
        var whole = (await SetAnswer.AskAsync(place.Program, "half-root", wait: 0))!;

        ended.State.ShouldBe("COMPLETE", ended.ToString());
        ended.Pending.ShouldBe(0);
        whole.IsComplete.ShouldBeTrue();
        whole.IngestionId.ShouldBeNull();
        whole.Entries.ShouldBe(["half-deep@1.0.0 at 2", "half-fine@1.0.0 at 1", "half-slow@1.0.0 at 1"]);
        (await IngestionAnswer.ListAsync(place.Program)).ShouldContain(ended);
    }

    [Fact]
    public async Task A_package_that_does_not_come_in_time_is_null_with_an_error_to_follow()
    {
        place.Registry.Publish("slow-itself", Packument.Of("slow-itself"));
        using var hold = place.Registry.Hold("slow-itself");

        var answer = await place.Program.AskAsync("""{ package(name: "slow-itself") { name } }""", wait: 1);

        answer.GetProperty("data").GetProperty("package").IsNull().ShouldBeTrue();
        var error = answer.SingleError();
        error.Code().ShouldBe("PENDING");
        var extensions = error.GetProperty("extensions");
        extensions.GetProperty("retryable").GetBoolean().ShouldBeTrue();
        extensions.GetProperty("retryAfterMs").GetInt64().ShouldBeGreaterThan(0);
        var id = extensions.GetProperty("ingestionId").GetString()!;
        (await IngestionAnswer.FindAsync(place.Program, id))!.State.ShouldBe("RUNNING");

        hold.Release();
        (await IngestionAnswer.EndOfAsync(place.Program, id)).State.ShouldBe("COMPLETE");
        var data = await place.Program.DataAsync("""{ package(name: "slow-itself") { name } }""", wait: 0);
        data.GetProperty("package").GetProperty("name").GetString().ShouldBe("slow-itself");
    }

    [Fact]
    public async Task Of_nested_dependencies_only_the_one_that_is_late_is_pending()
    {
        place.Registry.Publish("nested-root", Packument.Of("nested-root", "nested-fine", "nested-slow"));
        place.Registry.Publish("nested-fine", Packument.Of("nested-fine"));
        place.Registry.Publish("nested-slow", Packument.Of("nested-slow"));
        await KnowAsync("nested-root", "nested-fine");
        using var hold = place.Registry.Hold("nested-slow");

        var answer = await place.Program.AskAsync(
            """{ packageVersion(spec: "nested-root") { dependencies { name state package { name } target { version } } } }""",
            wait: 1
        );

        var dependencies = answer
            .GetProperty("data")
            .GetProperty("packageVersion")
            .GetProperty("dependencies")
            .EnumerateArray()
            .ToDictionary(dependency => dependency.GetProperty("name").GetString()!);
        dependencies["nested-fine"].GetProperty("target").GetProperty("version").GetString().ShouldBe("1.0.0");
        dependencies["nested-slow"].GetProperty("state").GetString().ShouldBe("PENDING");
        dependencies["nested-slow"].GetProperty("package").GetProperty("name").GetString().ShouldBe("nested-slow");
        dependencies["nested-slow"].GetProperty("target").IsNull().ShouldBeTrue();
        answer.SingleError().Code().ShouldBe("PENDING");
        answer
            .SingleError()
            .GetProperty("path")
            .ToString()
            .ShouldBe("""["packageVersion","dependencies",1,"target"]""");
    }

    [Fact]
    public async Task A_client_that_leaves_does_not_stop_what_it_started()
    {
        place.Registry.Publish("left-alone", Packument.Of("left-alone"));
        using var hold = place.Registry.Hold("left-alone");
        using var leaving = new CancellationTokenSource();
        using var content = new StringContent(
            """{"query":"{ package(name: \"left-alone\") { name } }"}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );

        var request = place.Program.Http.PostAsync("/graphql", content, leaving.Token);
        await hold.Arrival;
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(request);
        hold.Release();

        var data = await place.Program.DataAsync("""{ package(name: "left-alone") { name } }""");
        data.GetProperty("package").GetProperty("name").GetString().ShouldBe("left-alone");
        place.Registry.CountOf("left-alone").ShouldBe(1);
    }

    [Fact]
    public async Task The_full_document_that_is_late_leaves_the_rest_of_the_package()
    {
        place.Registry.Publish("late-details", Packument.Of("late-details"));
        await place.Program.DataAsync("""{ package(name: "late-details") { name latest { version } } }""");
        using var hold = place.Registry.Hold("late-details");

        var answer = await place.Program.AskAsync(
            """{ package(name: "late-details") { latest { version } description } }""",
            wait: 1
        );

        var package = answer.GetProperty("data").GetProperty("package");
        package.GetProperty("latest").GetProperty("version").GetString().ShouldBe("1.0.0");
        package.GetProperty("description").IsNull().ShouldBeTrue();
        answer.SingleError().Code().ShouldBe("PENDING");
    }

    /// <summary>Has them in the graph, so that only what is held can be late, on a busy machine too.</summary>
    private Task KnowAsync(params string[] names) =>
        place.Program.DataAsync("query ($names: [String!]!) { packages(names: $names) { name } }", new { names });

    public sealed class Place : ScriptedWorkplace
    {
        protected override void Configure(Dictionary<string, string?> settings) =>
            settings
                // Longer than a client of these tests waits: an answer that comes has heard its preference.
                .With("Ingestion__MaxWaitSeconds", "600")
                .With("Ingestion__WaitSeconds", "600")
                .With("Registry__HeadersTimeout", "00:10:00");
    }
}
