using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;
using Microsoft.AspNetCore.Http;

namespace DepGraph.EndToEnd.Faults;

/// <summary>One package of a tree cannot be had: it says why, the rest of the tree is whole, and it heals.</summary>
public sealed class ABrokenDocument(ABrokenDocument.Place place) : IClassFixture<ABrokenDocument.Place>
{
    public static TheoryData<string> Ways => [.. BrokenAnswer.All.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task It_fails_alone_with_its_reason_until_the_registry_has_it_right(string way)
    {
        var (code, script) = BrokenAnswer.All[way];
        var number = BrokenAnswer.All.Keys.ToList().IndexOf(way);
        var (root, bad) = ($"root-{number}", $"bad-{number}");
        place.Registry.Publish("leaf", Packument.Of("leaf"));
        place.Registry.Publish("fine", Packument.Of("fine", "leaf"));
        place.Registry.Publish("also-fine", Packument.Of("also-fine"));
        place.Registry.Publish(root, Packument.Of(root, "fine", bad, "also-fine"));
        place.Registry.On(bad, script(bad));

        var set = (await SetAnswer.AskAsync(place.Program, root))!;
        var direct = await place.Program.AskAsync(
            "query ($name: String!) { package(name: $name) { name } }",
            new { name = bad },
            wait: 60
        );

        set.Entries.ShouldBe(["also-fine@1.0.0 at 1", "fine@1.0.0 at 1", "leaf@1.0.0 at 2"]);
        set.Edges.ShouldContain($"{root}@1.0.0 {bad} PROD ^1.0.0 FAILED");
        set.IsComplete.ShouldBeFalse();
        set.Problems.Single().ShouldStartWith($"FAILED {bad} ^1.0.0: ");
        direct.GetProperty("data").GetProperty("package").IsNull().ShouldBeTrue();
        direct.SingleError().Code().ShouldBe(code, direct.ToString());
        direct.SingleError().Message().ShouldContain(bad);

        place.Registry.Publish(bad, Packument.Of(bad));
        var healed = await Eventually.BecomesAsync(
            () => SetAnswer.AskAsync(place.Program, root),
            found => found!.IsComplete,
            "the set is complete"
        );
        healed!.Entries.ShouldContain($"{bad}@1.0.0 at 1");
    }

    [Fact]
    public async Task A_rate_limit_of_minutes_is_passed_on_with_its_time_instead_of_being_waited_for()
    {
        using var folder = new TemporaryFolder();
        await using var registry = await ScriptedRegistry.StartAsync();
        registry.On(
            "limited",
            context =>
            {
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = "300";
                return Task.CompletedTask;
            }
        );
        await using var program = await DepGraphProgram.StartAsync(Settings.For(registry.Address, folder));

        var error = (await program.AskAsync("""{ package(name: "limited") { name } }""", wait: 60)).SingleError();

        error.Code().ShouldBe("REGISTRY_RATE_LIMITED");
        error.GetProperty("extensions").GetProperty("retryable").GetBoolean().ShouldBeTrue();
        error.GetProperty("extensions").GetProperty("retryAfterMs").GetInt64().ShouldBeInRange(250_000, 300_000);
        registry.CountOf("limited").ShouldBe(1);
    }

    public sealed class Place : ScriptedWorkplace
    {
        protected override void Configure(Dictionary<string, string?> settings) =>
            settings
                .With("Registry__MaxRetries", "1")
                .With("Registry__RetryDelay", "00:00:00.001")
                .With("Registry__HeadersTimeout", "00:00:03")
                .With("Registry__StallTimeout", "00:00:03")
                .With("Registry__BreakDuration", "00:00:00.500")
                .With("Ingestion__FailureFreshness", "100ms");
    }
}
