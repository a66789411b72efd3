using System.Globalization;
using System.Text.Json.Nodes;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Fuzzing;

/// <summary>Makes literals and JSON of input types, and the variables that literals refer to.</summary>
internal sealed class ValueGenerator(Dice dice)
{
    private readonly Dictionary<string, string> _conditions = [];

    /// <summary><c>$v0: Int = 3</c> and so on.</summary>
    public List<string> Definitions { get; } = [];

    public JsonObject Variables { get; } = [];

    /// <param name="hasDefault">Whether the place falls back to a default, so that a nullable variable may stand there.</param>
    public string Literal(GraphQLType type, bool hasDefault) => Literal(type, hasDefault, depth: 3, isConst: false);

    public string Constant(GraphQLType type) => Literal(type, hasDefault: false, depth: 2, isConst: true);

    /// <summary>A value for <c>if:</c>, true with the given probability.</summary>
    public string Condition(double probability)
    {
        var value = dice.Chance(probability) ? "true" : "false";
        if (dice.Chance(0.5))
        {
            return value;
        }

        var name = $"c{dice.Next(3)}";
        if (_conditions.TryAdd(name, value))
        {
            var isLeftOut = dice.Chance(0.3);
            Definitions.Add($"${name}: Boolean{(isLeftOut ? $"! = {value}" : dice.Pick("!", " = false"))}");
            if (!isLeftOut)
            {
                Variables[name] = value == "true";
            }
        }

        return $"${name}";
    }

    private string Literal(GraphQLType type, bool hasDefault, int depth, bool isConst)
    {
        if (!isConst && dice.Chance(0.3))
        {
            return Variable(type, hasDefault);
        }

        if (!type.IsNonNull && dice.Chance(0.1))
        {
            return "null";
        }

        return type.Nullable switch
        {
            ListType list => List(list, depth, isConst),
            InputObjectType { IsOneOf: true } input => OneOf(input, depth, isConst),
            InputObjectType input => Object(input, depth, isConst),
            EnumType enumType => dice.Pick(enumType.Values).Name,
            var scalar => Scalar(scalar.Named.Name),
        };
    }

    private string List(ListType list, int depth, bool isConst)
    {
        var item = list.OfType;
        if (item.Nullable is not ListType && dice.Chance(0.2))
        {
            return Literal(NonNull(item), false, depth, isConst: true);
        }

        return $"[{string.Join(", ", dice.List(0, 3, () => Literal(item, false, depth - 1, isConst)))}]";
    }

    private string OneOf(InputObjectType input, int depth, bool isConst)
    {
        var field = depth > 0 ? dice.Pick(input.Fields) : input.Fields[0];
        return $"{{ {field.Name}: {Literal(NonNull(field.Type), false, depth - 1, isConst)} }}";
    }

    private string Object(InputObjectType input, int depth, bool isConst)
    {
        var fields = input
            .Fields.Where(f => f.IsRequired || (depth > 0 && dice.Chance(0.4)))
            .Select(f => $"{f.Name}: {Literal(f.Type, f.DefaultValue is not null, depth - 1, isConst)}");
        return $"{{ {string.Join(" ", fields)} }}";
    }

    private string Scalar(string name) =>
        name switch
        {
            "Int" => Number(),
            "Float" => dice.Pick(Number(), "2.5", "-1e3", "0.1"),
            "Boolean" => dice.Pick("true", "false"),
            "ID" => dice.Pick("\"id 1\"", "17"),
            "Money" => $"\"m{dice.Next(100)}\"",
            "Any" => dice.Pick("{ x: [1, null], y: {} }", "A_NAME", "[\"t\", 2.5]", "7"),
            _ => dice.Pick(
                "\"text\"",
                "\"\"",
                "\"\\u00e9\\n\"",
                "\"\"\"\n  block\n    more\n\"\"\"",
                "\"\\uD83D\\uDE00 \\u{1F600}\""
            ),
        };

    private string Number() => dice.Pick("0", "-1", "2147483647", "-2147483648", "42");

    private string Variable(GraphQLType type, bool hasDefault)
    {
        var name = $"v{Definitions.Count}";
        var declared = type.ToString()!;
        var fallback = dice.Chance(0.35) ? Literal(NonNull(type), false, 1, isConst: true) : null;
        var isNonNull = type.IsNonNull;
        if (isNonNull && (hasDefault || fallback is not null) && dice.Chance(0.6))
        {
            (declared, isNonNull) = (type.Nullable.ToString()!, false);
        }
        else if (!isNonNull && dice.Chance(0.2))
        {
            (declared, isNonNull) = (declared + "!", true);
        }

        Definitions.Add($"${name}: {declared}{(fallback is null ? "" : $" = {fallback}")}");
        if ((!isNonNull || fallback is not null) && dice.Chance(0.3))
        {
            return $"${name}";
        }

        Variables[name] =
            dice.Chance(0.01) ? Strange()
            : !isNonNull && dice.Chance(0.2) ? null
            : Json(NonNull(type), 3);
        return $"${name}";
    }

    private JsonNode? Json(GraphQLType type, int depth)
    {
        if (!type.IsNonNull && dice.Chance(0.15))
        {
            return null;
        }

        switch (type.Nullable)
        {
            case ListType list:
                return list.OfType.Nullable is not ListType && dice.Chance(0.2)
                    ? Json(NonNull(list.OfType), depth)
                    : new JsonArray(dice.List(0, 3, () => Json(list.OfType, depth - 1)));
            case InputObjectType { IsOneOf: true } input:
                var one = depth > 0 ? dice.Pick(input.Fields) : input.Fields[0];
                return new JsonObject { [one.Name] = Json(NonNull(one.Type), depth - 1) };
            case InputObjectType input:
                var fields = input.Fields.Where(f => f.IsRequired || (depth > 0 && dice.Chance(0.4)));
                return new JsonObject(
                    fields.Select(f => KeyValuePair.Create(f.Name, Json(f.Type, depth - 1))).ToArray()
                );
            case EnumType enumType:
                return dice.Pick(enumType.Values).Name;
            case var scalar:
                return JsonScalar(scalar.Named.Name);
        }
    }

    private JsonNode? JsonScalar(string name) =>
        name switch
        {
            "Int" => JsonNode.Parse(dice.Pick(Number(), "3.0", "1e3")),
            "Float" => JsonNode.Parse(dice.Pick(Number(), "2.5", "-1E3")),
            "Boolean" => dice.Chance(0.5),
            "ID" => dice.Chance(0.5) ? "id 1" : 17,
            "Money" => string.Create(CultureInfo.InvariantCulture, $"m{dice.Next(100)}"),
            "Any" => JsonNode.Parse(dice.Pick("{\"x\":[1,null]}", "\"t\"", "2.5")),
            _ => dice.Pick("text", "", "\u00e9\n\"\\", "\U0001F600"),
        };

    /// <summary>What few types take.</summary>
    private JsonNode? Strange() =>
        JsonNode.Parse(
            dice.Pick(
                "{\"zz\":1}",
                "{}",
                "[null]",
                "[[1]]",
                "12.5",
                "3000000000",
                "true",
                "\"NOPE\"",
                "null",
                "[]",
                "\"m\""
            )
        );

    /// <summary>The type as one that takes no null.</summary>
    private static GraphQLType NonNull(GraphQLType type) => type.IsNonNull ? type : new NonNullType(type);
}
