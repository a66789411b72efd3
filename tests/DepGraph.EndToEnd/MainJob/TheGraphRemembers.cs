using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.MainJob;

public sealed class TheGraphRemembers : IDisposable
{
    private const string Query = """
        { packageVersion(spec: "express@^4") { version dependencySet { totalCount maxDepth isComplete revision } } }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_second_question_asks_the_registry_nothing()
    {
        await using var registry = await ReplayRegistry.StartAsync();
        await using var program = await DepGraphProgram.StartAsync(Settings.For(registry.Address, folder));
        var first = await program.DataAsync(Query);
        await registry.ResetAsync();

        var second = await program.DataAsync(Query);

        second.ToString().ShouldBe(first.ToString());
        (await registry.StatsAsync()).GetProperty("perPath").ToString().ShouldBe("{}");
    }

    [Fact]
    public async Task After_a_restart_the_answer_comes_from_the_graph_even_when_the_registry_is_gone()
    {
        string first;
        await using (var registry = await ReplayRegistry.StartAsync())
        await using (var program = await DepGraphProgram.StartAsync(Settings.For(registry.Address, folder)))
        {
            first = (await program.DataAsync(Query)).ToString();
            (await program.StopAsync()).ShouldBe(0);
        }

        using var gone = new ClosedPort();
        await using var restarted = await DepGraphProgram.StartAsync(Settings.For(gone.Address, folder));

        (await restarted.DataAsync(Query)).ToString().ShouldBe(first);
    }

    [Fact]
    public async Task The_write_follows_the_answer_by_itself_so_that_a_kill_after_it_loses_nothing()
    {
        string first;
        await using (var registry = await ReplayRegistry.StartAsync())
        await using (var program = await DepGraphProgram.StartAsync(Settings.For(registry.Address, folder)))
        {
            first = (await program.DataAsync(Query)).ToString();
            var fetched = (await registry.StatsAsync()).GetProperty("perPath").EnumerateObject().Count();
            await Eventually.BecomesAsync(
                () => program.DataAsync("{ graphStats { packages } }"),
                data => data.GetProperty("graphStats").GetProperty("packages").GetInt32() == fetched,
                $"{fetched} packages are stored"
            );
            await program.KillAsync();
        }

        using var gone = new ClosedPort();
        await using var restarted = await DepGraphProgram.StartAsync(Settings.For(gone.Address, folder));

        (await restarted.DataAsync(Query)).ToString().ShouldBe(first);
    }

    [Fact]
    public async Task The_full_document_is_fetched_only_when_one_of_its_fields_is_selected()
    {
        await using var registry = await ReplayRegistry.StartAsync();
        await using var program = await DepGraphProgram.StartAsync(Settings.For(registry.Address, folder));
        await program.DataAsync("""{ package(name: "express") { name latest { version integrity } } }""");
        (await RequestsAsync(registry)).ShouldBe(1);

        var full = await program.DataAsync(
            """{ package(name: "express") { description latest { license publishedAt } } }"""
        );

        (await RequestsAsync(registry)).ShouldBe(2);
        full.GetProperty("package").GetProperty("latest").GetProperty("license").GetString().ShouldBe("MIT");
        await program.DataAsync("""{ package(name: "express") { description } }""");
        (await RequestsAsync(registry)).ShouldBe(2);
    }

    private static async Task<int> RequestsAsync(ReplayRegistry registry) =>
        (await registry.StatsAsync()).GetProperty("perPath").GetProperty("/express").GetInt32();
}
