using System.Net;
using System.Net.Sockets;
using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Operating;

/// <summary>SIGTERM: what runs finishes, what was fetched is stored, the exit code is 0.</summary>
public sealed class CleanStop : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private ScriptedRegistry? registry;

    private ScriptedRegistry Registry => registry!;

    public async ValueTask InitializeAsync()
    {
        registry = await ScriptedRegistry.StartAsync();
        registry.Publish("root", Packument.Of("root", "part"));
        registry.Publish("part", Packument.Of("part"));
    }

    public async ValueTask DisposeAsync()
    {
        if (registry is not null)
        {
            await registry.DisposeAsync();
        }

        folder.Dispose();
    }

    [Fact]
    public async Task A_request_that_runs_gets_its_whole_answer_and_what_it_fetched_is_stored()
    {
        using var hold = Registry.Hold("part");
        await using var program = await DepGraphProgram.StartAsync(
            Settings
                .For(Registry.Address, folder)
                .With("Ingestion__CommitInterval", "1s")
                .With("Api__ShutdownSeconds", "240")
        );
        var running = SetAnswer.AskAsync(program, "root");
        await hold.Arrival;

        var stop = program.StopAsync();
        await Eventually.HoldsAsync(() => program.Log.Contains("shutting down"), "the program is stopping");
        running.IsCompleted.ShouldBeFalse();
        hold.Release();

        var set = (await running)!;
        (await stop).ShouldBe(0, program.Log);
        set.IsComplete.ShouldBeTrue(program.Log);
        set.Entries.ShouldBe(["part@1.0.0 at 1"]);
        using var gone = new ClosedPort();
        await using var restarted = await DepGraphProgram.StartAsync(Settings.For(gone.Address, folder));
        (await SetAnswer.AskAsync(restarted, "root"))!.ShouldEqual(set);
    }

    [Fact]
    public async Task A_request_that_waits_for_a_silent_registry_is_answered_without_it_in_the_time_for_the_stop()
    {
        using var hold = Registry.Hold("part");
        await using var program = await DepGraphProgram.StartAsync(
            Settings.For(Registry.Address, folder).With("Api__ShutdownSeconds", "20")
        );
        var running = program.AskAsync("""{ package(name: "part") { name } }""");
        await hold.Arrival;

        var exitCode = await program.StopAsync();

        exitCode.ShouldBe(0, program.Log);
        (await running).SingleError().Code().ShouldBe("STOPPING");
    }

    [Fact]
    public async Task A_client_that_sends_its_question_for_ever_is_cut_off_and_what_was_fetched_is_stored()
    {
        var settings = Settings.For(Registry.Address, folder).With("Api__ShutdownSeconds", "12");
        await using var program = await DepGraphProgram.StartAsync(settings);
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, program.Address.Port);
        await slow.GetStream()
            .WriteAsync(
                "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{"u8.ToArray()
            );
        var sending = SendForEverAsync(slow.GetStream());
        var set = (await SetAnswer.AskAsync(program, "root"))!;

        (await program.StopAsync()).ShouldBe(0, program.Log);

        await sending;
        using var gone = new ClosedPort();
        settings["Registry__Url"] = gone.Address.ToString();
        await using var restarted = await DepGraphProgram.StartAsync(settings);
        (await SetAnswer.AskAsync(restarted, "root"))!.ShouldEqual(set);
    }

    [Fact]
    public async Task An_idle_program_stops_and_starts_again_on_the_same_store()
    {
        for (var start = 0; start < 2; start++)
        {
            await using var program = await DepGraphProgram.StartAsync(Settings.For(Registry.Address, folder));
            (await SetAnswer.AskAsync(program, "root"))!.IsComplete.ShouldBeTrue();
            (await program.StopAsync()).ShouldBe(0, program.Log);
        }

        Registry.CountOf("root").ShouldBe(1);
        Registry.CountOf("part").ShouldBe(1);
    }

    [Fact]
    public async Task Health_is_live_and_ready_and_only_to_be_read()
    {
        await using var program = await DepGraphProgram.StartAsync(Settings.For(Registry.Address, folder));

        foreach (var path in new[] { "/health/live", "/health/ready" })
        {
            // A machine that stalls for longer than a check may take is not ready meanwhile.
            using var response = await Eventually.BecomesAsync(
                () => program.Http.GetAsync(path),
                found => found.StatusCode == HttpStatusCode.OK,
                $"{path} is healthy"
            );
            response.Headers.CacheControl!.NoStore.ShouldBeTrue();
            (await response.Content.ReadAsStringAsync()).ShouldStartWith("""{"status":"healthy""");
            using var post = await program.Http.PostAsync(path, null);
            post.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        }
    }

    /// <summary>Fast enough not to be cut off for its slowness alone, until the server closes.</summary>
    private static async Task SendForEverAsync(NetworkStream stream)
    {
        try
        {
            while (true)
            {
                await stream.WriteAsync(new byte[100].AsMemory());
                await Task.Delay(50);
            }
        }
        catch (IOException)
        {
            // That is the end that this waits for.
        }
    }
}
