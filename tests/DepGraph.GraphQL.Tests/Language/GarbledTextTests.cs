using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Tests.Fuzzing;
using DepGraph.GraphQL.Types;
using DepGraph.GraphQL.Types.Building;
using DepGraph.GraphQL.Validation;
using DepGraph.Testing;

namespace DepGraph.GraphQL.Tests.Language;

public class GarbledTextTests
{
    /// <summary>Nothing but a syntax error or a document, which is printed and validated like any other.</summary>
    [Fact]
    public void Garbled_text_is_refused_or_is_a_document_like_any_other()
    {
        Schema? schema = null;
        foreach (var seed in FuzzRun.Seeds(usualCount: 1000))
        {
            var dice = new Dice(seed);
            if (schema is null || seed % 100 == 0)
            {
                schema = SchemaBuilder.Build(new SchemaGenerator(dice).Create(), FuzzScalars.Create());
            }

            var text = dice.Chance(0.5)
                ? Printer.Print(new DocumentGenerator(seed).Document())
                : new OperationGenerator(schema, dice).Create();
            var garbled = GarbledText.Of(text, dice);
            try
            {
                Check(garbled, schema);
            }
            catch (Exception e) when (e is not ShouldAssertException)
            {
                throw new InvalidOperationException($"seed {seed}: {garbled}", e);
            }
        }
    }

    private static void Check(string text, Schema schema)
    {
        DocumentNode document;
        try
        {
            document = Parser.Parse(text);
        }
        catch (GraphQLSyntaxException e)
        {
            e.Offset.ShouldBeInRange(0, text.Length, text);
            return;
        }

        var printed = Printer.Print(document);
        var again = Parser.Parse(printed);
        TreeEquality.AreSame(document, again).ShouldBeTrue($"{text}\nprinted:\n{printed}");
        Validator.Validate(schema, document).Count.ShouldBeLessThanOrEqualTo(Validator.DefaultMaxErrors + 1);
    }
}
