using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.MainJob;

/// <summary>Roll-ups of the real program: the README's, and what they cost the registry.</summary>
public sealed class RollUpsOfTheProgram : IAsyncLifetime
{
    private const string Question = """
        { packageVersion(spec: "express@^4") { dependencySet { isComplete totalCount unpackedSize unsized
            licenses { license count } soleMaintainers { maintainer { name } packages { name } }
            deprecated { message version { purl } path { length } }
            entries(first: 1000) { nodes { version { package { name } } } } } } }
        """;

    private readonly TemporaryFolder folder = new();
    private ReplayRegistry registry = null!;

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
    public async Task A_cold_set_costs_a_request_a_package_and_after_a_restart_none()
    {
        JsonElement cold;
        await using (var program = await StartAsync())
        {
            cold = await SetAsync(program);
            (await RequestsAsync()).ShouldBe(1 + Packages(cold).Count());
            (await SetAsync(program)).GetRawText().ShouldBe(cold.GetRawText());
            (await program.StopAsync()).ShouldBe(0);
        }

        cold.GetProperty("isComplete").GetBoolean().ShouldBeTrue();
        cold.GetProperty("licenses")
            .EnumerateArray()
            .Sum(licence => licence.GetProperty("count").GetInt32())
            .ShouldBe(cold.GetProperty("totalCount").GetInt32());
        await registry.ResetAsync();
        await using var restarted = await StartAsync();

        (await SetAsync(restarted)).GetRawText().ShouldBe(cold.GetRawText());

        (await RequestsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_question_about_a_set_as_a_whole_in_the_readme_gets_the_answer_that_stands_there()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"));
        var section = readme[readme.IndexOf("\n## A set as a whole\n", StringComparison.Ordinal)..];
        await using var program = await StartAsync();

        var data = await program.DataAsync(ReadmeBlocks.Of(section, "graphql").First());

        ShownAnswer.Compare(ReadmeBlocks.Of(section, "json").First(), data);
    }

    // The registry's documents would be asked for again behind the answer once they are stale: not in this test, however slow it is.
    private Task<DepGraphProgram> StartAsync() =>
        DepGraphProgram.StartAsync(
            Settings
                .For(registry.Address, folder)
                .With("Ingestion__Freshness", "1.00:00:00")
                .With("Ingestion__RefreshInterval", "0")
        );

    /// <summary>Requests for documents; the registry counts the question for its statistics among its requests.</summary>
    private async Task<int> RequestsAsync() =>
        (await registry.StatsAsync()).GetProperty("perPath").EnumerateObject().Sum(path => path.Value.GetInt32());

    private static async Task<JsonElement> SetAsync(DepGraphProgram program) =>
        (await program.DataAsync(Question)).GetProperty("packageVersion").GetProperty("dependencySet");

    private static IEnumerable<string> Packages(JsonElement set) =>
        set.GetProperty("entries")
            .GetProperty("nodes")
            .EnumerateArray()
            .Select(entry => entry.GetProperty("version").GetProperty("package").GetProperty("name").GetString()!)
            .Distinct();
}
