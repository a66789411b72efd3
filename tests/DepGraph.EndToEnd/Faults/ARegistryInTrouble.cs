using System.Collections.Concurrent;
using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;
using Microsoft.AspNetCore.Http;

namespace DepGraph.EndToEnd.Faults;

/// <summary>The whole registry has a bad time: what passes is sat out, what lasts is said, and nothing stays broken.</summary>
public sealed class ARegistryInTrouble : IAsyncLifetime
{
    private const string Spec = "express@^4";

    private readonly TemporaryFolder folder = new();
    private ReplayRegistry? registry;

    private ReplayRegistry Registry => registry!;

    public async ValueTask InitializeAsync() => registry = await ReplayRegistry.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (registry is not null)
        {
            await registry.DisposeAsync();
        }

        folder.Dispose();
    }

    [Fact]
    public async Task Server_errors_and_resets_here_and_there_change_nothing_about_the_answer()
    {
        var expected = await SetAnswer.ReferenceAsync(Registry.Address, Spec);
        await Registry.SetFaultsAsync(new { failRate = 0.2, dropRate = 0.2 });
        await using var program = await StartAsync();

        var set = await SetAnswer.AskAsync(program, Spec);

        set!.ShouldEqual(expected);
        (await FaultsAsync("fail")).ShouldBeGreaterThan(0);
        (await FaultsAsync("drop")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_rate_limit_slows_the_answer_down_and_changes_nothing_about_it()
    {
        var expected = await SetAnswer.ReferenceAsync(Registry.Address, Spec);
        // A limit in requests a second would not be reached by a slow machine: each package is refused once.
        await using var limited = await ScriptedRegistry.StartAsync();
        var refused = new ConcurrentDictionary<string, bool>();
        var forward = Forwarding.To(Registry.Address);
        limited.OnOthers(context =>
        {
            if (!refused.TryAdd(context.Request.Path.Value!, true))
            {
                return forward(context);
            }

            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        });
        await using var program = await StartAsync(
            ("Registry__Url", limited.Address.ToString()),
            ("Ingestion__MaxWaitSeconds", "600")
        );

        var set = await SetAnswer.AskAsync(program, Spec, wait: 600);

        set!.ShouldEqual(expected);
        refused.Count.ShouldBeGreaterThan(expected.Entries.Count / 2);
    }

    [Fact]
    public async Task A_storm_of_server_errors_is_said_and_forgotten_when_it_is_over()
    {
        await Registry.SetFaultsAsync(new { failRate = 1.0 });
        await using var program = await StartAsync(
            ("Registry__MaxRetries", "1"),
            ("Registry__RetryDelay", "00:00:00.001"),
            ("Registry__BreakDuration", "00:00:00.500"),
            ("Ingestion__FailureFreshness", "100ms")
        );
        var names = Enumerable.Range(0, 40).Select(i => $"@syn/chain-{i}").ToArray();

        var storm = await program.AskAsync(
            "query ($names: [String!]!) { packages(names: $names) { name } graphStats { packages } }",
            new { names }
        );
        await Registry.SetFaultsAsync(new { failRate = 0.0 });
        await Eventually.BecomesAsync(
            () => program.AskAsync("""{ package(name: "@syn/mid") { name } }"""),
            answer => !answer.GetProperty("data").GetProperty("package").IsNull(),
            "the registry is asked again"
        );
        var calm = await SetAnswer.AskAsync(program, "@syn/mid@1");

        foreach (var error in storm.GetProperty("errors").EnumerateArray())
        {
            error.Code().ShouldBe("REGISTRY_UNAVAILABLE");
            error.GetProperty("extensions").GetProperty("retryable").GetBoolean().ShouldBeTrue();
        }

        storm.GetProperty("errors").GetArrayLength().ShouldBe(names.Length);
        storm.GetProperty("data").GetProperty("graphStats").GetProperty("packages").GetInt64().ShouldBe(0);
        calm!.ShouldEqual(await SetAnswer.ReferenceAsync(Registry.Address, "@syn/mid@1"));
    }

    [Fact]
    public async Task A_registry_that_refuses_connections_is_named_and_used_as_soon_as_it_is_back()
    {
        using var port = new ClosedPort();
        await using var program = await StartAsync(
            ("Registry__Url", port.Address.ToString()),
            ("Registry__RetryDelay", "00:00:00.001"),
            ("Registry__BreakDuration", "00:00:00.500"),
            ("Ingestion__FailureFreshness", "100ms")
        );

        var refused = await program.AskAsync("""{ package(name: "late") { name } }""");
        await using var late = await ScriptedRegistry.StartAsync(port);
        late.Publish("late", Packument.Of("late"));

        refused.GetProperty("data").GetProperty("package").IsNull().ShouldBeTrue();
        refused.SingleError().Code().ShouldBe("REGISTRY_UNAVAILABLE");
        refused.SingleError().Message().ShouldContain(port.Address.Authority);
        await Eventually.BecomesAsync(
            () => program.AskAsync("""{ package(name: "late") { name } }"""),
            answer => !answer.GetProperty("data").GetProperty("package").IsNull(),
            "the package is found"
        );
    }

    private Task<DepGraphProgram> StartAsync(params (string Name, string Value)[] settings)
    {
        var all = Settings.For(Registry.Address, folder);
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return DepGraphProgram.StartAsync(all);
    }

    private async Task<int> FaultsAsync(string kind) =>
        (await Registry.StatsAsync()).GetProperty("faults").TryGetProperty(kind, out var count) ? count.GetInt32() : 0;
}
