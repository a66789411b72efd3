using System.Text;
using System.Text.Json.Nodes;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Fuzzing;

/// <summary>
/// Makes valid operations over a schema of <see cref="SchemaGenerator"/>, with variables of any input type. A response key has
/// the same field, arguments and shape wherever it stands, so that all that is selected can be merged.
/// </summary>
internal sealed class OperationGenerator
{
    private readonly Schema _schema;
    private readonly Dice _dice;
    private readonly ValueGenerator _values;
    private readonly StringBuilder _fragments = new();
    private readonly List<(string Name, NamedType Type)> _known = [];
    private readonly Dictionary<string, string> _argumentsByKey = [];
    private readonly Dictionary<string, List<string>> _shapesByField = [];
    private int _fragmentCount;
    private int _budget = 45;

    public OperationGenerator(Schema schema, Dice dice)
    {
        (_schema, _dice, _values) = (schema, dice, new ValueGenerator(dice));
    }

    /// <summary>A JSON object.</summary>
    public JsonObject Variables => _values.Variables;

    /// <summary>Null where there is a single operation.</summary>
    public string? OperationName { get; private set; }

    public string Create()
    {
        var isMutation = _dice.Chance(0.25);
        var body = Selections(isMutation ? _schema.MutationType! : _schema.QueryType, depth: 5);
        var directives = Tag();
        var definitions = _values.Definitions.Count == 0 ? "" : $"({string.Join(", ", _values.Definitions)})";
        var others = "";
        if (_dice.Chance(0.1))
        {
            OperationName = "Main";
            others = " query Other { __typename }";
        }

        var operation = $"{(isMutation ? "mutation" : "query")} Main{definitions}{directives} {body}";
        return _dice.Chance(0.5) ? $"{operation}{_fragments}{others}" : $"{_fragments}{others} {operation}";
    }

    private string Selections(NamedType type, int depth)
    {
        var text = new StringBuilder("{");
        var count = _dice.Between(1, 5);
        for (var i = 0; i < count && _budget > 0; i++)
        {
            text.Append(' ').Append(Selection(type, depth));
        }

        return (text.Length == 1 ? text.Append(" __typename") : text).Append(" }").ToString();
    }

    private string Selection(NamedType type, int depth)
    {
        _budget--;
        switch (_dice.Next(12))
        {
            case 0:
                return $"...{Directives()} {Selections(type, depth)}";
            case 1 or 2:
                var condition = _dice.Pick(Overlapping(type));
                return $"... on {condition.Name}{Directives()} {Selections(condition, depth)}";
            case 3:
                return $"...{Fragment(type, depth)}{Directives()}";
            case 4 when _known.Where(f => Overlap(f.Type, type)).Select(f => f.Name).ToArray() is { Length: > 0 } known:
                return $"...{_dice.Pick(known)}{Directives()}";
            case 5:
                return _dice.Pick("__typename", "t: __typename") + Directives();
        }

        var fields = (type as FieldsType)?.Fields.Where(f => depth > 0 || f.Type.Named.IsLeaf).ToArray() ?? [];
        return fields.Length == 0 ? "__typename" : Field(_dice.Pick(fields), depth);
    }

    private string Field(FieldDefinition field, int depth)
    {
        var shape = ShapeOf(field);
        var key = shape == 0 ? field.Name : $"{field.Name}_s{shape}";
        if (_dice.Chance(0.3))
        {
            key += $"_{_dice.Next(2)}";
        }

        if (field.FindArgument("extra") is not null && _dice.Chance(0.5))
        {
            key += "_x";
        }

        if (!_argumentsByKey.TryGetValue(key, out var arguments))
        {
            arguments = Arguments(field, key.EndsWith("_x", StringComparison.Ordinal));
            _argumentsByKey.Add(key, arguments);
        }

        var alias = key == field.Name ? "" : $"{key}: ";
        var below = field.Type.Named.IsLeaf ? "" : " " + Selections(field.Type.Named, depth - 1);
        return $"{alias}{field.Name}{arguments}{Directives()}{below}";
    }

    private string Arguments(FieldDefinition field, bool withExtra)
    {
        var given = field
            .Arguments.Where(a => a.Name == "extra" ? withExtra : a.IsRequired || _dice.Chance(0.6))
            .Select(a => $"{a.Name}: {_values.Literal(a.Type, a.DefaultValue is not null)}")
            .ToArray();
        return given.Length == 0 ? "" : $"({string.Join(_dice.Pick(", ", " "), given)})";
    }

    /// <summary>Which of the field's shapes this is: all composite types are one, wrappers make a difference.</summary>
    private int ShapeOf(FieldDefinition field)
    {
        var text = field.Type.ToString()!;
        var shape = field.Type.Named.IsLeaf ? text : text.Replace(field.Type.Named.Name, "*", StringComparison.Ordinal);
        if (!_shapesByField.TryGetValue(field.Name, out var shapes))
        {
            shapes = [];
            _shapesByField.Add(field.Name, shapes);
        }

        if (!shapes.Contains(shape))
        {
            shapes.Add(shape);
        }

        return shapes.IndexOf(shape);
    }

    private string Fragment(NamedType type, int depth)
    {
        var condition = _dice.Pick(Overlapping(type));
        var name = $"F{_fragmentCount++}";
        var body = Selections(condition, depth);
        _fragments.Append($" fragment {name} on {condition.Name}{Tag()} {body}");
        _known.Add((name, condition));
        return name;
    }

    private NamedType[] Overlapping(NamedType type) =>
        _schema.Types.Where(t => t is ObjectType or InterfaceType or UnionType && Overlap(t, type)).ToArray();

    private bool Overlap(NamedType a, NamedType b) =>
        _schema.GetPossibleTypes(a).Intersect(_schema.GetPossibleTypes(b)).Any();

    private string Directives() =>
        (_dice.Chance(0.15) ? $" @skip(if: {_values.Condition(0.3)})" : "")
        + (_dice.Chance(0.15) ? $" @include(if: {_values.Condition(0.7)})" : "")
        + Tag();

    /// <summary>A directive without a meaning.</summary>
    private string Tag()
    {
        if (_dice.Chance(0.95))
        {
            return "";
        }

        _schema.TryGetDirective("tag", out var tag);
        var argument = _dice.Pick(tag!.Arguments);
        return $" @tag @tag({argument.Name}: {_values.Constant(argument.Type)})";
    }
}
