using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Tests.Fuzzing;
using DepGraph.GraphQL.Types.Building;
using DepGraph.GraphQL.Validation;
using DepGraph.Testing;

namespace DepGraph.GraphQL.Tests.Validation.Overlap;

public class NaiveFieldMergeTests
{
    [Fact]
    public void Fields_conflict_where_the_specifications_pairs_do_and_no_document_breaks_the_validator()
    {
        var conflicts = 0;
        var count = 0;
        foreach (var seed in FuzzRun.Seeds(usualCount: 40))
        {
            var dice = new Dice(seed);
            var schema = SchemaBuilder.Build(new SchemaGenerator(dice).Create(), FuzzScalars.Create());
            for (var i = 0; i < 30; i++)
            {
                var text = new WildOperationGenerator(schema, dice, wildness: i % 3 * 0.1).Create();
                var document = Parser.Parse(text);
                var errors = Should.NotThrow(
                    () => Validator.Validate(schema, document, int.MaxValue),
                    $"seed {seed}, document {i}: {text}"
                );
                var isConflict = errors.Any(e => e.Message.Contains("conflict because", StringComparison.Ordinal));
                isConflict.ShouldBe(
                    !new NaiveFieldMerge(schema, document).Holds(),
                    $"seed {seed}, document {i}: {text}\n{string.Join("\n", errors)}"
                );
                count++;
                conflicts += isConflict ? 1 : 0;
            }
        }

        conflicts.ShouldBeInRange(count / 10, count * 9 / 10, "the documents should be of both kinds");
    }
}
