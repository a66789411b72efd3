using System.Text.Json;
using System.Text.Json.Nodes;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Searching;

/// <summary>What an import brought is found by the program over HTTP, without asking a registry, and so it is after a kill.</summary>
public sealed class AnImportedGraphIsSearched : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task By_name_keywords_and_description_with_the_best_match_first()
    {
        await using var registry = await ScriptedRegistry.StartAsync();
        await ImportAsync(
            Full("express", "Fast web framework", ["http"]),
            Full("express-session", "Keeps sessions", [], "express"),
            Full("express-zip", "Packs", [], "express"),
            Full("top", "Uses it", [], "express-zip"),
            Full("koa", "Not like express", []),
            Full("served", "Something", ["express"])
        );
        await using var program = await StartAsync(registry);

        (await FindAsync(program, "expr")).ShouldBe(["express", "express-zip", "express-session"]);
        (await FindAsync(program, "Express")).ShouldBe(["express", "express-zip", "express-session", "served", "koa"]);
        (await FindAsync(program, "http fast")).ShouldBe(["express"]);
        (await FindAsync(program, "http slow")).ShouldBeEmpty();
        registry.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_imported_since_is_found_too_and_nothing_is_lost_by_a_kill()
    {
        await using var registry = await ScriptedRegistry.StartAsync();
        await ImportAsync(Full("alpha", "first", []));
        var program = await StartAsync(registry);
        (await FindAsync(program, "al")).ShouldBe(["alpha"]);

        await ImportAsync(Full("alpine", "second", []), Full("user", "third", [], "alpine"));
        (await FindAsync(program, "al")).ShouldBe(["alpine", "alpha"]);

        await program.KillAsync();
        await program.DisposeAsync();
        await using var again = await StartAsync(registry);
        (await FindAsync(again, "al")).ShouldBe(["alpine", "alpha"]);
        registry.Requests.ShouldBeEmpty();
    }

    private static string Full(string name, string description, string[] keywords, params string[] dependencies)
    {
        var document = JsonNode.Parse(Packument.Of(name, dependencies))!.AsObject();
        document["description"] = description;
        document["keywords"] = new JsonArray([.. keywords.Select(keyword => (JsonNode)keyword)]);
        document["time"] = new JsonObject { ["1.0.0"] = "2025-01-02T03:04:05.000Z" };
        return document.ToJsonString();
    }

    private async Task ImportAsync(params string[] documents)
    {
        var file = folder.File($"{Guid.NewGuid():N}.ndjson");
        await File.WriteAllTextAsync(file, string.Join('\n', documents));
        var (exitCode, log) = await IngestionProgram.RunAsync(Settings.For(registry: null, folder), ["import", file]);
        exitCode.ShouldBe(0, log);
    }

    private Task<DepGraphProgram> StartAsync(ScriptedRegistry registry) =>
        DepGraphProgram.StartAsync(
            Settings
                .For(registry.Address, folder)
                .With("Ingestion__Freshness", "3650d")
                .With("Ingestion__RefreshInterval", "0")
        );

    private static async Task<string[]> FindAsync(DepGraphProgram program, string text)
    {
        var data = await program.DataAsync(
            "query ($text: String!) { search(text: $text) { totalCount totalCountIsExact nodes { name description keywords } } }",
            new { text }
        );
        var found = data.GetProperty("search");
        found.GetProperty("totalCountIsExact").GetBoolean().ShouldBeTrue();
        var names = found.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("name").GetString()!);
        return [.. names];
    }
}
