using DepGraph.Testing;

namespace DepGraph.EndToEnd.Conformance;

/// <summary>As <see cref="EngineConformance"/>, by scripts that allow the server a few seconds for each step, whatever else the machine does.</summary>
[Collection(nameof(Alone))]
public sealed class TimedConformance(Workplace place) : IClassFixture<Workplace>
{
    private Uri Endpoint => new(place.Program.Address, "graphql");

    [Fact]
    public async Task Every_must_and_should_of_graphql_over_http_holds()
    {
        var (exitCode, output) = await ConformanceScripts.RunAsync("audit.mjs", Endpoint);

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task Documents_are_lexed_and_parsed_as_the_grammar_says()
    {
        var (exitCode, output) = await ConformanceScripts.RunAsync("syntax.mjs", Endpoint);

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task An_event_stream_answers_queries_and_follows_an_ingestion_to_its_end()
    {
        var begun = await place.Program.DataAsync(
            """mutation { ingest(input: { spec: "debug" }) { ingestion { id } } }"""
        );
        var id = begun.GetProperty("ingest").GetProperty("ingestion").GetProperty("id").GetString();

        var (exitCode, output) = await ConformanceScripts.RunAsync(
            "sse.mjs",
            Endpoint,
            "--finite",
            $"subscription {{ ingestionProgress(id: \"{id}\") {{ state packagesFetched }} }}"
        );

        exitCode.ShouldBe(0, output);
    }
}
