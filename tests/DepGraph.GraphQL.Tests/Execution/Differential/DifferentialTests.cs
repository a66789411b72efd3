using System.Text.Json.Nodes;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Limits;
using DepGraph.GraphQL.Requests;
using DepGraph.GraphQL.Tests.Fuzzing;
using DepGraph.Testing;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

public class DifferentialTests
{
    private const int OperationsPerSchema = 8;

    private static readonly GraphQLEngineOptions Options = new()
    {
        Limits = new OperationLimits
        {
            MaxCost = double.MaxValue,
            MaxFields = int.MaxValue,
            MaxAliases = int.MaxValue,
            MaxRootFields = int.MaxValue,
            MaxFragments = int.MaxValue,
        },
        MaxErrors = int.MaxValue,
    };

    [Fact]
    public async Task Random_operations_over_random_schemas_and_data_give_what_the_specification_says()
    {
        foreach (var seed in FuzzRun.Seeds(usualCount: 40))
        {
            var dice = new Dice(seed);
            var isTypedByClass = dice.Chance(0.5);
            var sdl = new SchemaGenerator(dice).Create();
            var schema = ExecutableSchema.Create(sdl, FuzzScalars.Create(), new WorldBinding(isTypedByClass).Bind);
            var engine = new GraphQLEngine(schema, Options);
            for (var i = 0; i < OperationsPerSchema; i++)
            {
                var operation = new OperationGenerator(schema.Schema, dice);
                var query = operation.Create();
                var world = new World(schema.Schema, isTypedByClass, dice.Next(int.MaxValue));
                await Compare(
                    engine,
                    query,
                    operation,
                    world,
                    $"seed {seed}, operation {i}:\n{query}\n{operation.Variables.ToJsonString()}\n{sdl}"
                );
            }
        }
    }

    private static async Task Compare(
        GraphQLEngine engine,
        string query,
        OperationGenerator operation,
        World world,
        string about
    )
    {
        var document = Parser.Parse(query);
        var reference = new ReferenceExecutor(engine.Schema.Schema, world, document);
        var text = await engine.Ask(query, operation.Variables.ToJsonString(), operation.OperationName, world);
        var answer = Should.NotThrow(() => JsonNode.Parse(text), $"{text} {about}")!;
        var errors = answer["errors"]?.AsArray() ?? [];
        JsonNode? expected;
        try
        {
            expected = reference.Execute(operation.OperationName, operation.Variables);
        }
        catch (RefusedException e)
        {
            answer.AsObject().ContainsKey("data").ShouldBeFalse($"{e.Message}, {about}");
            errors.ShouldAllBe(error => error!["extensions"]!["code"]!.GetValue<string>() == "BAD_USER_INPUT", about);
            return;
        }

        answer.AsObject().ContainsKey("data").ShouldBeTrue($"{answer.ToJsonString()} {about}");
        var (given, wanted) = (Text(answer["data"]), Text(expected));
        (given == wanted).ShouldBeTrue($"{given}\nshould be\n{wanted}\n{about}");
        CheckErrors(errors, reference, document.Source, about);
        if (query.Contains("mutation Main", StringComparison.Ordinal))
        {
            world.RootFieldsInTurn.ShouldBeUnique(about);
        }
    }

    /// <summary>
    /// Of errors below one null, an executor may report any, but at least one. Each is where the field stands, or its argument.
    /// </summary>
    private static void CheckErrors(JsonArray errors, ReferenceExecutor reference, Source source, string about)
    {
        var paths = new HashSet<string>();
        foreach (var error in errors)
        {
            var path = string.Concat(error!["path"]!.AsArray().Select(step => $"/{step}"));
            paths.Add(path).ShouldBeTrue($"{path} twice, {about}");
            reference.Errors.ShouldContainKey(path, about);
            if (error["extensions"]?["code"]?.GetValue<string>() != "BAD_USER_INPUT")
            {
                var places = reference.Errors[path].Select(node => source.GetLocation(node.Start));
                var given = error["locations"]!.AsArray();
                given
                    .Select(l => (l!["line"]!.GetValue<int>(), l["column"]!.GetValue<int>()))
                    .ShouldBe(places.Select(p => (p.Line, p.Column)), about);
            }
        }

        foreach (var (rest, raised) in reference.Rests)
        {
            paths.Overlaps(raised).ShouldBeTrue($"nothing explains the null at {rest}, {about}");
        }
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
