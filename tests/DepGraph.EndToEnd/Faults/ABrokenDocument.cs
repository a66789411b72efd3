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
    public Task It_fails_alone_with_its_reason_until_the_registry_has_it_right(string way)
    {
        var (code, script) = BrokenAnswer.All[way];
        var tree = OneBadPackage.Publish(place, $"broken-{BrokenAnswer.All.Keys.ToList().IndexOf(way)}");
        return tree.FailsAloneAndHealsAsync(code, script);
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

        var error = (await program.AskAsync("""{ package(name: "limited") { name } }""")).SingleError();

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
                .With("Registry__BreakDuration", "00:00:00.500")
                .With("Ingestion__FailureFreshness", "100ms");
    }
}
