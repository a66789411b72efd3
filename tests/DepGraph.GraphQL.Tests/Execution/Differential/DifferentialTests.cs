using System.Text.Json;
using System.Text.Json.Nodes;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Requests;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

public class DifferentialTests
{
    private static readonly GraphQLEngine Engine = World.CreateEngine();

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    [InlineData(20_000)]
    [InlineData(30_000)]
    public async Task Random_operations_over_random_data_give_what_the_specification_says(int firstSeed)
    {
        for (var seed = firstSeed; seed < firstSeed + 150; seed++)
        {
            var operation = new RandomOperation(new Random(seed));
            var query = operation.Create();
            var world = new World(seed);
            var reference = new ReferenceExecutor(
                Engine.Schema.Schema,
                world,
                Parser.Parse(query),
                operation.Variables
            );
            var expected = reference.Execute();

            var answer = JsonNode.Parse(
                await Engine.Ask(query, JsonSerializer.Serialize(operation.Variables), state: world)
            )!;

            Text(answer["data"]).ShouldBe(Text(expected), $"seed {seed}: {query}");
            var paths = (answer["errors"]?.AsArray() ?? []).Select(PathOf).ToList();
            paths.Where(p => !reference.Errors.Contains(p)).ShouldBeEmpty($"seed {seed}: {query}");
            foreach (var (rest, raised) in reference.Rests)
            {
                paths.Any(raised.Contains).ShouldBeTrue($"seed {seed}: nothing explains the null at {rest}: {query}");
            }
        }
    }

    private static string PathOf(JsonNode? error) =>
        string.Concat(error!["path"]!.AsArray().Select(step => $"/{step}"));

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
