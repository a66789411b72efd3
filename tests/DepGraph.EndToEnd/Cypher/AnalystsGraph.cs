using System.Net.Http.Json;
using System.Text.Json;
using DepGraph.Bolt;
using DepGraph.EndToEnd.Answers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Cypher;

/// <summary>
/// The graph that docs/cypher.md is about, in a real Neo4j, filled by the real programs from the replay registry as the page says. It holds all
/// that was answered, every relationship included, before the first test begins.
/// </summary>
public sealed class AnalystsGraph : IAsyncLifetime
{
    /// <summary>Seconds that an answer waits for its parts at most: none needs them.</summary>
    private const int Patience = 240;

    /// <summary>A hundred thousand relationships are seconds on an idle machine.</summary>
    private const int LongMinutes = 30;

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, JsonElement> answers = [];
    private Neo4jServer? server;
    private ReplayRegistry? registry;
    private DepGraphProgram? program;
    private IDriver? driver;

    public Neo4jServer Server => server!;

    public IDriver Driver => driver!;

    /// <summary>What the program answers to an operation of the page below which an answer stands.</summary>
    public JsonElement AnswerTo(string document) => answers[document];

    public async ValueTask InitializeAsync()
    {
        try
        {
            await FillAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in (IAsyncDisposable?[])[driver, program, server, registry])
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }

        folder.Dispose();
    }

    private async Task FillAsync()
    {
        registry = await ReplayRegistry.StartAsync("--overlay", Equipment.Require("npm/overlays/deprecated.json"));
        server = await Neo4jServer.StartOwnAsync();
        var settings = Settings
            .For(registry.Address, folder)
            .With("Store__Uri", server.Uri.ToString())
            .With("Store__Username", server.User)
            .With("Store__Password", server.Password)
            .With("Ingestion__MaxWaitSeconds", $"{Patience}")
            .With("Ingestion__Freshness", "3650d")
            .With("Ingestion__RefreshInterval", "0");
        await ImportAsync(settings);
        program = await DepGraphProgram.StartAsync(settings);
        foreach (var (document, _) in CypherPage.Operations)
        {
            await program.AskAsync(document, wait: Patience);
        }

        await Eventually.HoldAsync(AllEndedAsync, "all ingestions ended", LongMinutes);
        // A stop writes what waits to be written.
        (await program.StopAsync()).ShouldBe(0, program.Log);
        await program.DisposeAsync();
        program = await DepGraphProgram.StartAsync(settings);
        await Eventually.HoldAsync(NothingLagsAsync, "every relationship is there", LongMinutes);
        foreach (var (document, _) in CypherPage.Operations.Where(operation => operation.Answer is not null))
        {
            answers[document] = await AnswerAsync(document);
        }

        driver = GraphDatabase.Driver(server.Uri, AuthTokens.Basic(server.User, server.Password));
    }

    private async Task ImportAsync(Dictionary<string, string?> settings)
    {
        var (names, asOf) = CypherPage.Import;
        var file = folder.File("packuments.ndjson");
        using var http = new HttpClient { BaseAddress = registry!.Address };
        foreach (var name in names)
        {
            var document = await http.GetFromJsonAsync<JsonElement>(name);
            await File.AppendAllTextAsync(file, JsonSerializer.Serialize(document) + '\n');
        }

        var (exitCode, log) = await IngestionProgram.RunAsync(settings, "import", file, "--as-of", asOf);
        exitCode.ShouldBe(0, log);
    }

    /// <summary>The dependents are not known in the first moments of a service, which is an error until then.</summary>
    private async Task<JsonElement> AnswerAsync(string document)
    {
        var answer = await Eventually.BecomesAsync(
            () => program!.AskAsync(document, wait: Patience),
            answer => !answer.TryGetProperty("errors", out _),
            $"no error in the answer to {document}"
        );
        return answer.GetProperty("data");
    }

    private async Task<bool> AllEndedAsync() =>
        (await IngestionAnswer.ListAsync(program!)) is { Count: > 0 } all && all.All(ingestion => ingestion.HasEnded);

    private async Task<bool> NothingLagsAsync()
    {
        var data = await program!.DataAsync("{ graphStats { projectionLag } }");
        return data.GetProperty("graphStats").GetProperty("projectionLag").GetInt64() == 0;
    }
}
