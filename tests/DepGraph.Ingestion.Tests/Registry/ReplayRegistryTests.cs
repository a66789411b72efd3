using System.Diagnostics;
using System.Text.Json;
using DepGraph.Ingestion.Registry;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Registry;

/// <summary>The client against real documents.</summary>
public sealed class ReplayRegistryTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(DocumentForm.Abbreviated)]
    [InlineData(DocumentForm.Full)]
    public async Task Every_document_of_the_corpus_has_the_versions_of_the_index(DocumentForm form)
    {
        var versions = ReadIndex();
        await using var registry = await ReplayRegistry.StartAsync();
        using var client = new ClientUnderTest(registry.Address);
        var watch = Stopwatch.StartNew();

        var answers = await Task.WhenAll(
            versions.Select(async v => (v.Name, v.Count, Answer: await client.FetchAsync(v.Name, form)))
        );

        output.WriteLine($"{answers.Length} {form} documents in {watch.ElapsedMilliseconds} ms");
        foreach (var (name, count, answer) in answers)
        {
            answer.ShouldBeOfType<RegistryAnswer.Fetched>().Packument.Head.Count.ShouldBe(count, name);
        }
    }

    [Fact]
    public async Task Faults_of_every_kind_leave_no_document_out()
    {
        var versions = ReadIndex().Take(100).ToList();
        await using var registry = await ReplayRegistry.StartAsync([
            "--fail-rate",
            "0.15",
            "--drop-rate",
            "0.1",
            "--stall-rate",
            "0.05",
            "--seed",
            "7",
        ]);
        var options = ClientUnderTest.Quick();
        options.MaxRetries = 20;
        options.StallTimeout = TimeSpan.FromSeconds(2);
        using var client = new ClientUnderTest(registry.Address, options);

        var answers = await Task.WhenAll(versions.Select(v => client.FetchAsync(v.Name)));

        answers.ShouldAllBe(a => a is RegistryAnswer.Fetched);
    }

    [Fact]
    public async Task A_rate_limit_slows_down_but_loses_nothing()
    {
        var versions = ReadIndex().Take(90).ToList();
        await using var registry = await ReplayRegistry.StartAsync(["--rate-limit", "40"]);
        using var client = new ClientUnderTest(registry.Address);

        var answers = await Task.WhenAll(versions.Select(v => client.FetchAsync(v.Name)));

        answers.ShouldAllBe(a => a is RegistryAnswer.Fetched);
    }

    private static List<(string Name, int Count)> ReadIndex()
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(Equipment.Require("npm/index.json")));
        return
        [
            .. index.RootElement.EnumerateObject().Select(p => (p.Name, p.Value.GetProperty("versions").GetInt32())),
        ];
    }
}
