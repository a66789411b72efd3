using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Configuration;

/// <summary>What holds without settings.</summary>
public sealed class Defaults : IDisposable
{
    private readonly NpmHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task The_graph_is_kept_in_a_data_folder_that_is_made_where_the_program_is_started()
    {
        await using var registry = await ScriptedRegistry.StartAsync();
        registry.Publish("kept", Packument.Of("kept"));
        home.WriteUserFile($"registry={registry.Address}");
        var settings = home.Settings();
        settings.Remove("Store__Uri");

        await using var program = await DepGraphProgram.StartAsync(settings, home.Project);
        await program.DataAsync("""{ package(name: "kept") { name } }""");

        await Eventually.BecomesAsync(
            () => program.DataAsync("{ graphStats { packages } }"),
            data => data.GetProperty("graphStats").GetProperty("packages").GetInt64() == 1,
            "the package is stored"
        );
        File.Exists(Path.Combine(home.Project, "data", "depgraph.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_store_in_a_folder_that_does_not_exist_is_made_with_it()
    {
        using var registry = new ClosedPort();
        var path = Path.Combine(home.Project, "not", "there", "yet", "graph.db");
        var settings = home.Settings()
            .With("Registry__Url", registry.Address.ToString())
            .With("Store__Uri", $"sqlite:{path}");

        await using var program = await DepGraphProgram.StartAsync(settings);

        File.Exists(path).ShouldBeTrue();
    }
}
