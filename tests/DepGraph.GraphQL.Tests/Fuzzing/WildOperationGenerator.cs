using System.Text;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Fuzzing;

/// <summary>
/// Makes documents that parse, over a schema, with little regard for its rules: response keys that collide, fragments on any
/// type, and now and then a name, an argument, a variable or a selection that does not belong there. Fragments make no cycles.
/// </summary>
internal sealed class WildOperationGenerator(Schema schema, Dice dice, double wildness)
{
    private static readonly string[] Constants = ["1", "2", "{ a: 1, b: 2 }", "{ b: 2, a: 1 }", "[1, 2]", "RED"];

    private readonly NamedType[] _composites = schema.Types.Where(t => t is FieldsType or UnionType).ToArray();
    private int _fragments;
    private int _budget;

    public string Create()
    {
        _fragments = dice.Next(4);
        var text = new StringBuilder();
        for (var i = dice.Chance(wildness) ? 2 : 1; i > 0; i--)
        {
            _budget = 14;
            var isMutation = dice.Chance(0.2);
            var variables = dice.Chance(wildness)
                ? $"($v0: {dice.Pick(Wild("Int"), $"[{Wild("In0")}!]!", Wild("One"))} = {dice.Pick(Constants)})"
                : "";
            text.Append($"{(isMutation ? "mutation" : "query")} Q{i}{variables}{Directives()} ");
            text.Append(Selections(isMutation ? schema.MutationType! : schema.QueryType, 4, 0)).Append(' ');
        }

        for (var i = 0; i < _fragments; i++)
        {
            _budget = 8;
            var type = dice.Pick(_composites);
            text.Append($"fragment F{i} on {Wild(type.Name)}{Directives()} {Selections(type, 3, i + 1)} ");
        }

        return text.ToString();
    }

    /// <param name="firstFragment">The first fragment that may be spread here.</param>
    private string Selections(NamedType type, int depth, int firstFragment)
    {
        var text = new StringBuilder("{ __typename");
        for (var i = dice.Between(1, 4); i > 0 && _budget > 0; i--)
        {
            _budget--;
            text.Append(' ').Append(Selection(type, depth, firstFragment));
        }

        return text.Append(" }").ToString();
    }

    private string Selection(NamedType type, int depth, int firstFragment)
    {
        switch (dice.Next(8))
        {
            case 0 when depth > 0:
                return $"...{Directives()} {Selections(type, depth - 1, firstFragment)}";
            case 1 when depth > 0:
                var condition = dice.Pick(_composites);
                return $"... on {Wild(condition.Name)}{Directives()} {Selections(condition, depth - 1, firstFragment)}";
            case 2 when firstFragment < _fragments:
                return $"...{Wild($"F{dice.Between(firstFragment, _fragments - 1)}")}{Directives()}";
        }

        if (type is not FieldsType { Fields: var fields })
        {
            return dice.Pick("__typename", "a: __typename");
        }

        var field = dice.Pick(fields);
        var alias = dice.Chance(0.5) ? dice.Pick("a: ", "b: ") : "";
        var arguments =
            field.Arguments.Count > 0 && dice.Chance(0.4)
                ? $"({Wild(dice.Pick(field.Arguments).Name)}: {Value()})"
                : "";
        var isComposite = !field.Type.Named.IsLeaf ^ dice.Chance(wildness / 4);
        var below = isComposite && depth > 0 ? " " + Selections(field.Type.Named, depth - 1, firstFragment) : "";
        return $"{alias}{Wild(field.Name)}{arguments}{Directives()}{below}";
    }

    private string Value() =>
        dice.Chance(wildness)
            ? dice.Pick(
                "$v0",
                "$v1",
                "[$v0]",
                "{ a: $v0 a: 1 }",
                "1e999",
                "\"\"",
                "{ from: 99999999999 }",
                "[[[]]]",
                "null"
            )
            : dice.Pick(Constants);

    private string Directives() =>
        dice.Chance(wildness / 2)
            ? dice.Pick(
                " @skip(if: true)",
                " @include",
                " @tag(level: null) @tag",
                " @nope(a: $v0)",
                " @skip(if: $v1) @skip(if: 1)"
            )
            : "";

    private string Wild(string name) =>
        dice.Chance(wildness / 3) ? dice.Pick(name + "x", "Nope", "on1", "Query") : name;
}
